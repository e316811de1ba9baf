package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/florianl/go-nfqueue/v2"
	"golang.org/x/sys/unix"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/network"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
)

// headers holds the longest headers of IPv4 and TCP: nothing else of a packet is looked at.
const headers = 128

// gate decides about the first packet of a flow.
type gate struct {
	pods     api.PodInfoProvider
	policies *networkpolicy.PolicyEngine
	prefix   string
}

// refusal returns why a packet must not pass, nil where it may.
func (g gate) refusal(ctx context.Context, held nfqueue.Attribute) error {
	packet, err := network.ParsePacket(*held.Payload)
	if err != nil {
		return err
	}
	packet.ID = *held.PacketID
	// An address whose pod is not known yet must not profit from that: as behind Calico's interfaces, nothing passes until it is.
	for _, side := range []struct {
		device  *uint32
		address net.IP
	}{{held.InDev, packet.SrcIP}, {held.OutDev, packet.DstIP}} {
		if _, known := g.pods.GetPodInfoByIP(side.address.String()); !known && g.leadsToPod(side.device) {
			return fmt.Errorf("%s is no pod that the API server knows", side.address)
		}
	}
	allowed, err := g.policies.EvaluatePacket(ctx, &packet)
	if err != nil {
		return err
	}
	if !allowed {
		return fmt.Errorf("no policy allows %s %s:%d to %s:%d", packet.Proto, packet.SrcIP, packet.SrcPort, packet.DstIP, packet.DstPort)
	}
	return nil
}

// leadsToPod tells whether a device is the node's end of a pod's; one that is gone meanwhile counts as such.
func (g gate) leadsToPod(device *uint32) bool {
	if device == nil {
		return false
	}
	link, err := net.InterfaceByIndex(int(*device))
	return err != nil || strings.HasPrefix(link.Name, g.prefix)
}

// answer gives a verdict on each packet of the queue, and prints why one is refused, until ctx is done.
func answer(ctx context.Context, number uint16, g gate) error {
	queue, err := nfqueue.Open(&nfqueue.Config{
		NfQueue: number, Copymode: nfqueue.NfQnlCopyPacket, MaxPacketLen: headers, Flags: nfqueue.NfQaCfgFlagGSO,
	})
	if err != nil {
		return err
	}
	defer queue.Close()
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	verdict := func(held nfqueue.Attribute) int {
		decision := nfqueue.NfAccept
		if reason := g.refusal(ctx, held); reason != nil {
			fmt.Println("refused:", reason)
			decision = nfqueue.NfDrop
		}
		if err := queue.SetVerdict(*held.PacketID, decision); err != nil {
			fail(err)
			return 1
		}
		return 0
	}
	unread := func(err error) int {
		// More packets came than the socket holds: the kernel has dropped those, and their senders repeat them.
		if errors.Is(err, unix.ENOBUFS) {
			fmt.Fprintln(os.Stderr, err)
			return 0
		}
		fail(err)
		return 1
	}
	if err := queue.RegisterWithErrorFunc(ctx, verdict, unread); err != nil {
		return err
	}
	fmt.Println("enforcing")
	<-ctx.Done()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}
