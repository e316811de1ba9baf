"use strict";
const crypto = require("crypto");

exports.salt = "pepper";
exports.digest = text => crypto.createHash("sha256").update(text + exports.salt).digest("hex");
