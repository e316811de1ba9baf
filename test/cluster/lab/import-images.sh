#!/bin/bash
# Imports images once, into a containerd's folder that nodes are copied from. Run in a mount namespace of its own. Arguments: folder, configuration, archives.
set -u
folder=$1 configuration=$2
shift 2
mount --types tmpfs tmpfs /run && mkdir --parents "$folder" && mount --bind "$folder" /var/lib || exit 1
containerd --config "$configuration" &
daemon=$!
for _ in {1..300}; do if ctr version >/dev/null 2>&1; then break; fi; sleep 0.1; done
status=0
for image in "$@"; do ctr --namespace k8s.io images import "$image" || status=1; done
kill "$daemon" && wait "$daemon"
exit "$status"
