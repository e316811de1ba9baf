"use strict";
const pulumi = require("@pulumi/pulumi");
const { ManagedCluster } = require("@pulumi/azure-native/containerservice");
const { RouteTable } = require("@pulumi/azure-native/network");

/** The stack `network` of the same name as this one, of the same organisation. */
const network = new pulumi.StackReference("network", { name: `${pulumi.getOrganization()}/network/${pulumi.getStack()}` });
const subnetId = network.requireOutput("subnetId");
const routes = network.getOutput("routes").apply(found => found.map(({ prefix }) => ({ name: prefix.replace("/", "-"), addressPrefix: prefix, nextHopType: "VirtualNetworkGateway" })));

const table = new RouteTable("routes", { resourceGroupName: "rg", routeTableName: "to-the-gateway", routes });
const cluster = new ManagedCluster("cluster", {
  resourceGroupName: "rg",
  resourceName: "aks",
  agentPoolProfiles: [{ name: "system", mode: "System", vnetSubnetID: subnetId }],
  windowsProfile: { adminUsername: "azureuser", adminPassword: network.requireOutput("password") },
  tags: { missing: network.getOutput("nothing").apply(value => value ?? "none") },
}, { dependsOn: table });

exports.subnetId = subnetId;
exports.details = network.getOutputDetails("subnetId").then(({ value }) => value ?? "not known");
exports.cluster = cluster.name;
