#!/bin/bash
# Waits until whoever started it is gone, however that came about, and then removes what a run leaves outside of its namespaces.
# Arguments: control group and work folder of the run; a file to hold a lock on meanwhile.
set -u
group=$1 work=$2
exec 9>"$3" && flock 9 || exit 1
cat >/dev/null
for _ in {1..150}; do
  left=0
  for folder in /sys/fs/cgroup/*"$group" "/sys/fs/cgroup$group"; do
    if [ -d "$folder" ]; then find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null; fi
    if [ -e "$folder" ]; then left=1; fi
  done
  rm --recursive --force --one-file-system "$work" 2>/dev/null
  if [ "$left" -eq 0 ] && [ ! -e "$work" ]; then exit 0; fi
  sleep 0.1
done
echo "could not remove $work or the control groups $group" >&2
exit 1
