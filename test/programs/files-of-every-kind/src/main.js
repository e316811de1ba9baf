"use strict";
const pulumi = require("@pulumi/pulumi");
const { StringAsset, FileAsset, FileArchive, AssetArchive } = pulumi.asset;

class Thing extends pulumi.CustomResource { constructor(name, args, opts) { super("test:index:Thing", name, args, opts); } }

const base = new Thing("base", { text: "t", file: new FileAsset("dir/a.txt") });
new Thing("assets", {
  text: new StringAsset("héllo"), file: new FileAsset("dir/a.txt"), roundabout: new FileAsset("./dir/../dir/a.txt"), above: new FileAsset("../root.txt"), empty: new FileAsset("dir/empty.txt"),
  link: new FileAsset("dir/link.txt"), binary: new FileAsset("dir/bin"), inList: { list: [new StringAsset("in list")] }, secret: pulumi.secret(new StringAsset("hidden")), back: base.file,
  unknown: base.id.apply(() => new StringAsset("x")), promised: new StringAsset(Promise.resolve("later")), promisedFile: new FileAsset(Promise.resolve("dir/a.txt")), fromOutput: pulumi.output("dir/a.txt").apply(path => new FileAsset(path)),
});
new Thing("archives", {
  folder: new FileArchive("dir"), slash: new FileArchive("./dir/"), zip: new FileArchive("x.zip"), none: new AssetArchive({}), promised: new AssetArchive(Promise.resolve({ x: new StringAsset("1") })),
  mixed: new AssetArchive({ "z.txt": new StringAsset("z"), "a/b.txt": new FileAsset("dir/a.txt"), dir: new FileArchive("dir"), deep: new AssetArchive({ k: new StringAsset("v") }) }),
});
exports.file = base.file;
