package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
)

const chain = "NETWORK-POLICIES"

// holdNewFlows makes the kernel ask the queue about every flow that is new to it and comes from or goes to a pod through the node,
// or comes from a pod to the node itself. What the node's own processes send to its pods is never asked about: OUTPUT does not come by
// here, and Kubernetes wants a node to reach its pods (probes). The table is mangle: after a Service's destination is chosen, before
// filter, whose rules of kube-proxy accept some flows for good.
func holdNewFlows(ctx context.Context, prefix string, queue uint16) error {
	rules := []string{
		"*mangle",
		":" + chain + " -",
		fmt.Sprintf("-A %s -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN", chain),
		fmt.Sprintf("-A %s -m conntrack --ctstate INVALID -j DROP", chain),
		fmt.Sprintf("-A %s -j NFQUEUE --queue-num %d", chain, queue),
		"COMMIT\n",
	}
	if err := iptables(ctx, strings.Join(rules, "\n"), "iptables-restore", "--noflush"); err != nil {
		return err
	}
	for _, jump := range [][]string{{"FORWARD", "-i", prefix + "+"}, {"FORWARD", "-o", prefix + "+"}, {"INPUT", "-i", prefix + "+"}} {
		rule := append(jump, "-j", chain)
		if iptables(ctx, "", "iptables", append([]string{"-t", "mangle", "-C"}, rule...)...) == nil {
			continue
		}
		if err := iptables(ctx, "", "iptables", append([]string{"-t", "mangle", "-A"}, rule...)...); err != nil {
			return err
		}
	}
	return nil
}

// iptables waits for the lock that kube-proxy and CNI plugins take too.
func iptables(ctx context.Context, input, command string, args ...string) error {
	process := exec.CommandContext(ctx, command, append([]string{"-w"}, args...)...)
	process.Stdin = strings.NewReader(input)
	var complaint bytes.Buffer
	process.Stderr = &complaint
	if err := process.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", strings.Join(process.Args, " "), err, strings.TrimSpace(complaint.String()))
	}
	return nil
}
