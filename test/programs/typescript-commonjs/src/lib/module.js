import * as pulumi from "@pulumi/pulumi";

export const prefix = `${pulumi.getProject()}-`;
export default class Other extends pulumi.CustomResource {
  constructor(name, args, opts) { super("test:index:Other", name, args, opts); }
}
