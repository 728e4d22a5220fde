#include "scanner/engine/binding_words.h"

#include "scanner/engine/name.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

// Words that stand between a name and its literal in some syntax, and are no value themselves.
using StructuralWords = Words<
    "lambda get do value val values default def data content contents string str text body "
    "secretstring "
    "secret-string "
    "secret_string string_value stringvalue plain_text plaintext plain type kind var variable "
    "const let "
    "static final mut pub public private char is are was to as set equals of in b r f u l s t new "
    "return yield optional nullable some just ok env environment key token secret currentvalue "
    "initialvalue "
    "current_value initial_value current initial literal sensitive true false "
    "string_literal cdata password hidden secure_string securestring enabled overwrite description "
    "here the this now it its currently our my use using for not with api and prod production "
    "staging dev">;
// Those of them that may open the next line: "name: WRITER_API_KEY" and below it "value: ...".
using NextLineWords = Words<
    "get value val values default string text data content contents body secretstring "
    "secret_string "
    "string_value stringvalue plaintext currentvalue initialvalue current_value initial_value">;
// Words after which the literal is ciphertext, a digest or a name, not the key.
using BlockingWords = Words<
    "decrypt decrypted encrypt encrypted encryption cipher ciphertext enc unseal sealed seal vault "
    "kms "
    "revision commit etag rev hash hashed sha sha1 sha256 sha512 md5 hmac digest checksum age pgp "
    "gpg sops fernet integrity "
    "valuefrom secretkeyref configmapkeyref secretref fromsecret secure arn ssm keyvault op "
    "import_value importvalue getatt sub cipher_text encrypteddata fingerprint">;

}  // namespace

bool IsNextLineWord(std::string_view word) { return NextLineWords::ContainFolded(word); }

bool IsStructuralWord(std::string_view word) {
  while (!word.empty() && word.front() == '-') word.remove_prefix(1);
  return !word.empty() && StructuralWords::ContainFolded(word);
}

// snake_case or SCREAMING_SNAKE_CASE: words in one case, joined by underscores.
bool IsSnakeCase(std::string_view token) {
  const bool upper = token.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos;
  const bool lower = token.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos;
  const bool plain = token.find_first_of("-.~+/=") == std::string_view::npos;
  return upper != lower && plain && token.find('_') != std::string_view::npos &&
         token.find_first_of("0123456789") == std::string_view::npos;
}

// Another key's name: what follows is bound to that one.
bool NamesAnotherKey(std::string_view word) {
  const NameKind named = ClassifyName(word).kind;
  return named == NameKind::kOtherKey || named == NameKind::kWriterKey;
}

// The same for a word long enough to be a token: it must be made of words, too.
bool IsLongName(std::string_view token) {
  return NamesAnotherKey(token) && (JudgeValue(token) == ValueKind::kWords || IsSnakeCase(token));
}

bool IsBlockingWord(std::string_view word) {
  // "Fn.decrypt", "enc_value": any part decides.
  for (const WordPart& part : SplitWords(word)) {
    if (part.kind == WordPart::Kind::kLetters && part.text.size() > 1 &&
        BlockingWords::ContainFolded(part.text)) {
      return true;
    }
  }
  return BlockingWords::ContainFolded(word);
}

}  // namespace blotter
