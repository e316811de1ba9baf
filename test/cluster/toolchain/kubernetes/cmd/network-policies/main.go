// Enforces NetworkPolicy on one node, in whose network namespace it runs: kube-proxy does not.
//
// Every packet that opens a flow to or from a pod is held by the kernel until the policies are asked. Policies, pods and namespaces
// are read and judged by sigs.k8s.io/kube-network-policies, of kubernetes-sigs. Its own data plane is left out for two reasons: it needs
// nftables' queue expression, which not every kernel has, and it watches POSTROUTING. Calico, which AKS runs, watches FORWARD.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	"sigs.k8s.io/kube-network-policies/pkg/podinfo"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "access to the API server: list and watch of pods, namespaces and network policies")
	prefix := flag.String("pod-interfaces", "veth", "how the names of the node's interfaces to its pods begin")
	queue := flag.Uint("queue", 100, "number of the netfilter queue, free in the node's network namespace")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *kubeconfig, *prefix, uint16(*queue)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run enforces until ctx is done. The kernel's rules stand before anything is known and stay when it ends:
// without an engine no new flow of a pod passes, and those that are open go on.
func run(ctx context.Context, kubeconfig, prefix string, queue uint16) error {
	if err := holdNewFlows(ctx, prefix, queue); err != nil {
		return err
	}
	pods, policies, err := watch(ctx, kubeconfig)
	if err != nil {
		return err
	}
	return answer(ctx, queue, gate{pods: pods, policies: policies, prefix: prefix})
}

// watch follows the API server; it returns when the first list of everything is in.
func watch(ctx context.Context, kubeconfig string) (api.PodInfoProvider, *networkpolicy.PolicyEngine, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, nil, err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, nil, err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	namespaces, pods, policies := factory.Core().V1().Namespaces(), factory.Core().V1().Pods(), factory.Networking().V1().NetworkPolicies()
	addresses, err := podinfo.NewInformerResolver(pods.Informer())
	if err != nil {
		return nil, nil, err
	}
	known := podinfo.NewInformerProvider(pods, namespaces, nil, []podinfo.IPResolver{addresses})
	// The evaluator asks for the node's name only to keep a data plane's set of addresses: there is none here.
	standard := networkpolicy.NewStandardNetworkPolicy("", namespaces, pods, policies)
	factory.Start(ctx.Done())
	for kind, synced := range factory.WaitForCacheSync(ctx.Done()) {
		if !synced {
			return nil, nil, errors.Join(fmt.Errorf("no list of %v", kind), ctx.Err())
		}
	}
	return known, networkpolicy.NewPolicyEngine(known, []api.PolicyEvaluator{standard}), nil
}
