// Alternates: the folders of objects that a repository borrows from others
// (objects/info/alternates, gitrepository-layout(5)).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_visitor.h"

namespace blotter {

// Each of `folders`, then its alternates and theirs, each once, as deep as git follows them. One
// that is not there is a failure.
std::vector<std::string> ObjectFolders(const std::vector<std::string>& folders,
                                       std::vector<ObjectFailure>* failures);

// The folders that GIT_ALTERNATE_OBJECT_DIRECTORIES lists: between colons, in quotes where a name
// holds one.
std::vector<std::string> SplitAlternateFolders(std::string_view list);

}  // namespace blotter
