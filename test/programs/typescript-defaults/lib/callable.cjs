"use strict";
module.exports = text => `called with ${text}`;
module.exports.member = "member";
