#!/bin/bash
# Process 1 of the lab, in namespaces of its own for processes, mounts and network: when it ends, all that was started in them ends. Arguments: a command.
set -u
umask 022
mount --types tmpfs --options size=256m tmpfs /run || exit 1
# No `exec`: process 1 also has to bury the orphans of others.
"$@"
exit $?
