module.exports = function made(text) { return `made of ${text}`; };
module.exports.extra = 1;
