"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.name = void 0;
const pulumi = require("@pulumi/pulumi");
const lib_1 = require("./lib");
const t = new lib_1.Thing("t", { a: 1 });
exports.name = t.urn;
