"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const pulumi = require("@pulumi/pulumi");
class Thing extends pulumi.CustomResource { constructor(n, a, o) { super("test:index:Thing", n, a, o); } }
exports.Thing = Thing;
