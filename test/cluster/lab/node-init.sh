#!/bin/bash
# Process 1 of a node, in namespaces of its own for mounts, host name and processes. Arguments: folder of the node, its name.
set -u
node=$1 name=$2
hostname "$name"
# crun refuses a machine with both hierarchies of control groups; this node sees the older one only.
if mountpoint --quiet /sys/fs/cgroup/unified; then umount /sys/fs/cgroup/unified; fi
mount --types tmpfs --options size=64m tmpfs /run || exit 1
# A disk of its own where the parts of a node keep their state.
mkdir --parents "$node"/{lib,log,kernel}
mount --bind "$node/lib" /var/lib && mount --make-rshared /var/lib || exit 1
mount --bind "$node/log" /var/log || exit 1
# The kubelet sets these for the whole machine. Here it finds them as it wants them, and the machine keeps its own.
while read -r setting value; do
  if [ ! -e "/proc/sys/$setting" ]; then continue; fi
  file=$node/kernel/${setting//\//-}
  echo "$value" >"$file" && mount --bind "$file" "/proc/sys/$setting" || exit 1
done <<'SETTINGS'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
SETTINGS
containerd --config "$node/containerd.toml" >>"$node/containerd.log" 2>&1 &
for _ in {1..300}; do if ctr version >/dev/null 2>&1; then break; fi; sleep 0.1; done
kube-proxy --config="$node/kube-proxy.json" >>"$node/kube-proxy.log" 2>&1 &
kubelet --config="$node/kubelet.json" --kubeconfig="$node/kubelet.kubeconfig" --hostname-override="$name" --node-ip="$NODE_ADDRESS" --node-labels="$NODE_LABELS" --register-with-taints="$NODE_TAINTS" >>"$node/kubelet.log" 2>&1 &
wait
