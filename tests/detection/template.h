// Templates: files with slots. A slot is written between guillemets, «like this», because nothing
// else in source code uses them; slots nest. What they mean:
//
//   secrets     «K» «K2»      a random key that must be found (the same key each time it appears)
//               «Kp» «Kp2»    the same, of letters, digits, '-' and '_' only
//               «O»           another product's key, fresh each time: must not be blamed on Writer
//   names       «E» UPPER  «s» snake  «c» camel  «p» Pascal  «k» kebab  «d» dotted  «T» Train-Case
//               «n» any case that is an identifier  «a» any case    one Writer name in a file;
//               with a 2 («E2»): a second one
//               «S»           a section or object called Writer
//               «OE» «Os» «Oc»  another product's name, fresh each time
//               «GE» «Gs» «Gc»  a name that only ends in "writer"
//               «RE» «Rs» «Rc»  a Writer key's name with a role («RV»: a value that suits it)
//   values      «PH» placeholder  «REF» reference  «CI» ciphertext  «uuid»  «hexN»  «b64:N»  «jwt»
//               «rfc» the token RFC 6750 prints  «jwtio» the one on jwt.io
//   hosts       «wh» Writer's API host  «wp» a path there  «oh» another host
//               «h» Writer's in a kWriterBearer group, another elsewhere
//   words       «w» word  «W» Word  «U» WORD  «i» snake_identifier  «I» camelIdentifier
//               «v1»..«v9» invented identifiers, the same in a file  «t» Sentence  «model»
//               «#» a number  «ver» 1.2.3
//   layout      «Q» ' or ", the same in a file  «alt:a|b»  «opt:text» half of the time
//               «fill:LANG:LOW:HIGH» or «fill:LANG:LOW:HIGH:INDENT»: that many lines of LANG
//               «nul» «bin:N» raw bytes (the template must be raw)
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace blotter::detection {

// Which finding the secrets of a template must give.
enum class Role {
  kKey,           // writer-api-key
  kWriterBearer,  // writer-bearer-header
  kBearer,        // bearer-header
  kKeyOrBearer,   // a name and a header at once: either Writer rule
  kNothing,       // a near-miss: no finding above a note
};

// One file layout. `lang` chooses the code around it ("-": nothing around; "raw": nothing, and the
// bytes are left as they are; "code+near": see filler.h). `path` has slots, too.
struct Row {
  const char* id;
  const char* lang;
  const char* path;
  const char* text;
};

struct Group {
  const char* family;
  Role role;
  std::span<const Row> rows;
  bool held_back = false;
};

// Every group of templates; one function for each file of them.
void AddShellTemplates(std::vector<Group>* groups);
void AddConfigTemplates(std::vector<Group>* groups);
void AddInfraTemplates(std::vector<Group>* groups);
void AddTextTemplates(std::vector<Group>* groups);
void AddScriptTemplates(std::vector<Group>* groups);
void AddCompiledTemplates(std::vector<Group>* groups);
void AddSdkTemplates(std::vector<Group>* groups);
void AddBearerToolTemplates(std::vector<Group>* groups);
void AddBearerCodeTemplates(std::vector<Group>* groups);
void AddEncodingTemplates(std::vector<Group>* groups);
void AddNearNameTemplates(std::vector<Group>* groups);
void AddNearReferenceTemplates(std::vector<Group>* groups);
void AddNearCodeTemplates(std::vector<Group>* groups);
void AddNearValueTemplates(std::vector<Group>* groups);
void AddNearBearerTemplates(std::vector<Group>* groups);
void AddMoreCodeTemplates(std::vector<Group>* groups);
void AddMoreCompiledTemplates(std::vector<Group>* groups);
void AddMoreBindingTemplates(std::vector<Group>* groups);
void AddMoreNearTemplates(std::vector<Group>* groups);
void AddMoreNearValueTemplates(std::vector<Group>* groups);
void AddHeldBackPositives(std::vector<Group>* groups);
void AddHeldBackNearMisses(std::vector<Group>* groups);

}  // namespace blotter::detection
