#!/bin/bash
# Waits until whoever started it is gone, however that came about, and then removes what a run leaves behind. Arguments: control group and work folder of the run.
set -u
group=$1 work=$2
cat >/dev/null
for _ in {1..100}; do
  for folder in /sys/fs/cgroup/*"$group" "/sys/fs/cgroup$group"; do
    if [ -d "$folder" ]; then find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null; fi
  done
  rm --recursive --force --one-file-system "$work" 2>/dev/null
  left=0
  for folder in /sys/fs/cgroup/*"$group" "/sys/fs/cgroup$group" "$work"; do if [ -e "$folder" ]; then left=1; fi; done
  if [ "$left" -eq 0 ]; then exit 0; fi
  sleep 0.1
done
echo "could not remove $work or the control groups $group" >&2
exit 1
