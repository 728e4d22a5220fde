// Alternates: the folders of objects that a repository borrows from others
// (objects/info/alternates, gitrepository-layout(5)).
#pragma once

#include <string>
#include <vector>

#include "scanner/git/object_visitor.h"

namespace blotter {

// `objects_folder` itself, then its alternates and theirs, each once, as deep as git follows them.
// One that is not there is a failure.
std::vector<std::string> ObjectFolders(const std::string& objects_folder,
                                       std::vector<ObjectFailure>* failures);

}  // namespace blotter
