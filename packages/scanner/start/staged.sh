# What git says of the next commit, for the hook on the other side of the pipe: each content with its path, then an end.
# Git is at work while Node still starts, and Node need not load what starts processes.
# The words are those of src/git/staged.ts and src/git/git.ts. Whatever goes wrong here, the end is missing or a line is one that
# the hook does not expect: then it asks git itself.

handed_git() {
  LC_ALL=C GIT_TERMINAL_PROMPT=0 GIT_NO_LAZY_FETCH=1 git --no-pager --no-optional-locks --no-replace-objects \
    --literal-pathspecs -c core.fsmonitor=false -c core.hooksPath=/dev/null -c core.quotePath=false \
    -c protocol.allow=never -c log.showSignature=false -c log.showRoot=true -c diff.relative=false "$@" 2>/dev/null
}

# No name of git's may begin with two dots, so nothing is found under the last one.
{
  handed_git diff --cached --raw --no-abbrev --no-renames --no-ext-diff --no-textconv \
    --ignore-submodules=none --diff-filter=d -O/dev/null && echo ..end
} |
  # Neither submodules, whose commits are no contents, nor what is only meant to be added and has none yet.
  LC_ALL=C sed -e '/^:[0-7]* 160000 /d' -e '/^:[0-7]* [0-7]* [0-9a-f]* 0* /d' \
    -e 's/^:[0-7]* [0-7]* [0-9a-f]* \([0-9a-f]*\) [A-Z][0-9]*./\1 :/' |
  handed_git cat-file --buffer '--batch=%(objectname) %(objecttype) %(objectsize) %(rest)'
