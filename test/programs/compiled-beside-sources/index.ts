throw new Error("the sources must not run");
