throw new Error("nor these");
