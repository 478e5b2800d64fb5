#include "tests/unit/wire/message_filler.h"

#include <vector>

#include "gongbao/v1/analysis.pb.h"
#include "services/model/analysis.h"

namespace gongbao::wire {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// A review is a row of query's, not a part of an analysis: the model of a fact has none.
bool IsOfTheModel(const FieldDescriptor* field) {
  return field->full_name() != "gongbao.v1.Fact.review";
}

void MendSegmentation(v1::Segmentation* segmentation) {
  for (int i = 0; i < segmentation->sections_size(); ++i) {
    segmentation->mutable_sections(i)->set_parent(i - 1);
  }
  for (int i = 0; i < segmentation->sentences_size(); ++i) {
    segmentation->mutable_sentences(i)->set_section(i);
  }
  v1::Tokens* tokens = segmentation->mutable_tokens();
  tokens->Clear();
  for (int i = 0; i < 4; ++i) {
    tokens->add_begin(i * 3);
    tokens->add_end(i * 3 + 3);
    tokens->add_tag(i);
  }
  for (int tag = 0; tag < model::kWordTagCount; ++tag) {
    tokens->add_tag_names(std::string(model::WordTagName(static_cast<model::WordTag>(tag))));
  }
}

}  // namespace

void MessageFiller::Fill(Message* message) {
  const Descriptor* type = message->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const auto* oneof = field->real_containing_oneof();
    const bool taken =
        oneof == nullptr || oneof->field(variant_ % oneof->field_count()) == field;
    if (taken && IsOfTheModel(field)) FillField(message, field);
  }
  Mend(message);
}

void MessageFiller::FillField(Message* message, const FieldDescriptor* field) {
  const Reflection* reflection = message->GetReflection();
  const int elements = field->is_repeated() ? 2 : 1;
  for (int i = 0; i < elements; ++i) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Fill(field->is_repeated() ? reflection->AddMessage(message, field)
                                : reflection->MutableMessage(message, field));
    } else {
      SetOne(message, field);
    }
  }
}

void MessageFiller::SetOne(Message* message, const FieldDescriptor* field) {
  const Reflection* r = message->GetReflection();
  const bool list = field->is_repeated();
  ++count_;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      list ? r->AddInt32(message, field, count_) : r->SetInt32(message, field, count_);
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      list ? r->AddInt64(message, field, count_) : r->SetInt64(message, field, count_);
      return;
    case FieldDescriptor::CPPTYPE_UINT32:
      list ? r->AddUInt32(message, field, count_) : r->SetUInt32(message, field, count_);
      return;
    case FieldDescriptor::CPPTYPE_UINT64:
      list ? r->AddUInt64(message, field, count_) : r->SetUInt64(message, field, count_);
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      list ? r->AddBool(message, field, true) : r->SetBool(message, field, true);
      return;
    case FieldDescriptor::CPPTYPE_ENUM: {
      // Never the first, which is unspecified.
      const int value = 1 + (variant_ + count_) % (field->enum_type()->value_count() - 1);
      const int number = field->enum_type()->value(value)->number();
      list ? r->AddEnumValue(message, field, number) : r->SetEnumValue(message, field, number);
      return;
    }
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string text = "文" + std::to_string(count_);
      list ? r->AddString(message, field, text) : r->SetString(message, field, text);
      return;
    }
    default: break;
  }
  GOOGLE_LOG(FATAL) << "a kind of field that is not known: " << field->full_name();
}

// What has to fit together is made to.
void MessageFiller::Mend(Message* message) {
  const int begin = count_ % (kTextBytes - 8);
  if (auto* span = dynamic_cast<v1::Span*>(message)) {
    span->set_begin(begin + 1);
    span->set_end(begin + 7);
  } else if (auto* evidence = dynamic_cast<v1::Evidence*>(message)) {
    evidence->set_begin(begin + 1);
    evidence->set_end(begin + 7);
    evidence->set_anchor_begin(begin + 2);
    evidence->set_anchor_end(begin + 5);
  } else if (auto* decimal = dynamic_cast<v1::Decimal*>(message)) {
    decimal->set_scale(variant_ % 3 == 0 ? 6 : 4);
  } else if (auto* quantity = dynamic_cast<v1::Quantity*>(message)) {
    quantity->set_masked(variant_ % 2 == 1);
    if (quantity->masked()) {
      quantity->clear_value();
      quantity->clear_value_max();
      quantity->clear_printed_value();
      quantity->clear_printed_value_max();
    }
  } else if (auto* segmentation = dynamic_cast<v1::Segmentation*>(message)) {
    MendSegmentation(segmentation);
  } else if (auto* document = dynamic_cast<v1::Document*>(message)) {
    document->set_name("documents/" + document->id());
  } else if (auto* fact = dynamic_cast<v1::Fact*>(message)) {
    fact->set_name("facts/" + fact->id());
    fact->set_sentence(1);
    fact->set_section(1);
  } else if (auto* analysis = dynamic_cast<v1::Analysis*>(message)) {
    analysis->set_clean_text(std::string(kTextBytes, 'x'));
  }
}

void AddFieldsSet(const Message& message, std::set<std::string>* names) {
  const Reflection* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    names->insert(field->full_name());
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      AddFieldsSet(reflection->GetMessage(message, field), names);
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      AddFieldsSet(reflection->GetRepeatedMessage(message, field, i), names);
    }
  }
}

void AddFields(const Descriptor* type, std::set<std::string>* names) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (!IsOfTheModel(field) || !names->insert(field->full_name()).second) continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AddFields(field->message_type(), names);
    }
  }
}

}  // namespace gongbao::wire
