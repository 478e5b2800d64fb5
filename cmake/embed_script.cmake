# The assembler copies the file as it is: fast, and no limit on the length of a literal.
file(WRITE "${OUT}" "// Generated from a data file.
#include <string_view>
asm(\".section .rodata\\n.global gongbao_embed_${SYMBOL}\\ngongbao_embed_${SYMBOL}:\\n\"
    \".incbin \\\"${IN}\\\"\\n.global gongbao_embed_${SYMBOL}_end\\ngongbao_embed_${SYMBOL}_end:\\n.byte 0\\n.text\\n\");
extern \"C\" const char gongbao_embed_${SYMBOL}[];
extern \"C\" const char gongbao_embed_${SYMBOL}_end[];
namespace gongbao::data {
extern const std::string_view ${SYMBOL};
const std::string_view ${SYMBOL}(gongbao_embed_${SYMBOL},
                                 static_cast<size_t>(gongbao_embed_${SYMBOL}_end - gongbao_embed_${SYMBOL}));
}  // namespace gongbao::data
")
