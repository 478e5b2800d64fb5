// Fills messages by reflection, so that a field nobody thought of is filled too.
// Thread rule: one object belongs to one thread.
#pragma once

#include <google/protobuf/message.h>

#include <set>
#include <string>

namespace gongbao::wire {

class MessageFiller {
 public:
  // variant: which alternative of each oneof is taken, which value of each enum, and whether figures
  // are masked (odd ones).
  explicit MessageFiller(int variant) : variant_(variant) {}

  // Sets every field that the model has, two elements in each list, so that the message is a valid one
  // of a text of at least kTextBytes.
  void Fill(google::protobuf::Message* message);
  static constexpr int kTextBytes = 64;

 private:
  void FillField(google::protobuf::Message* message, const google::protobuf::FieldDescriptor* field);
  void SetOne(google::protobuf::Message* message, const google::protobuf::FieldDescriptor* field);
  void Mend(google::protobuf::Message* message);

  const int variant_;
  int count_ = 0;
};

// Names of the fields that are set, those of messages inside included.
void AddFieldsSet(const google::protobuf::Message& message, std::set<std::string>* names);
// Names of all fields of the type and of the messages inside it.
void AddFields(const google::protobuf::Descriptor* type, std::set<std::string>* names);

}  // namespace gongbao::wire
