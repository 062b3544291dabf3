# Outlives the grader, whatever ends it: blocks until the grader's end of the pipe is closed, by a clean exit, a crash or
# kill -9, then ends every process of its own group and removes the folder $1.
trap '' HUP INT TERM QUIT TSTP TTIN TTOU
PATH=/usr/bin:/bin:$PATH
while read -r _; do :; done
kill -TERM 0 2>/dev/null
kill -CONT 0 2>/dev/null
for pause in 0.01 0.02 0.05 0.1 0.2 0.5 1 1; do
    # The lock goes last: while it is there and free, another grader knows the rest for a stale one.
    rm -rf -- "$1/work" 2>/dev/null && rm -rf -- "$1" 2>/dev/null
    [ -e "$1" ] || break
    sleep "$pause"
done
# What ignored the first signal goes now, and this shell with it.
kill -KILL 0
