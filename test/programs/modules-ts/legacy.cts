const word: string = "old";
export = { word };
