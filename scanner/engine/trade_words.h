// Words that names in code are made of, and that pairs of letters alone (letter_model.h) do not
// tell from noise: short ones, and those whose letters follow each other as in no other word. All
// were taken by frequency from names in public source code; what one project alone uses was left
// out.
#pragma once

#include "scanner/engine/words.h"

namespace blotter {

using TradeWords = Words<
    "accept access acquire add admin after ahead align all already always and any api app apply "
    "arg args array as ascii async at auth auto avoid await aws bad bar bin bitmap bits blob "
    "blobs blueprint blueprints body bool box break btn buf buffer build builder built button by "
    "bytes can cfg checkbox client clock cloud cmd cmp code col column com conf config copy crt "
    "css ctx cycle daemon data db debug default deploy depth dev diff dir dirs dirty do doc "
    "docker docs down download draft drop dropdown dsa dump dup each early easy edge email empty "
    "end entry env equal err etc exact exclude exit extra fail fake false fetch field file fix "
    "fixed fixes flag flags float fn foo for form free from ftp gcp gen get git github gitlab go "
    "grafana graph graphql grid group happy has head height help hex hook hooks html http https "
    "httpx icon id ids if impl in info input int invoke io ip is iso issue item items javascript "
    "jenkins js json jwt keep key keyfile keys keyword kind known kubernetes label layout lazy "
    "learn left legacy len lib link linux list llm load local lock locks log lookup loose mail "
    "major make manager map mark markup mask max maybe min minor mixed modal mode mongo more "
    "move msg must mutex my mysql name named net network new next no node nodes non none not "
    "notify now null num oauth obj object objects of off offset offsets ok old on one only open "
    "opt opts or org os out output owner page pairs palmyra part pass passwd password path "
    "payload pem perf pkg plan playwright plugin pos posix post postgres prefix prod project "
    "provider proxy pseudo ptr pub pull push py query queue queued quick quiet quote raw rb read "
    "ready recv redis ref refs regex reject repo req rest retry reuse rev right role root row rsa "
    "rule run safe safety sandbox save sdk secret see self send server service set setup sha show "
    "shutdown sibling side sign size skip slots some sort spdx specs sqlite src ssh ssl stderr "
    "stdout stop store storybook str sub subdir subject submit subprocess such suffix symlink "
    "sync syntax sys syslog tab tag tags task teams test text that the then third this three time "
    "tls tmp to token toml tool tools tooltip top topic tree true ts turn two txt type typescript "
    "ui unique unit unknown unlock unpack unsafe up update updates upgrade upload upon uri url us "
    "usage use user usr util utils valid value var vault view virtual vitest vue wait wakeup want "
    "we web webkit weight when widget width wildcard will with word words work workflow workflows "
    "worktree world writer www yaml yield your zero zone">;

}  // namespace blotter
