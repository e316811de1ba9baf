"use strict";
// In place of modules that the Pulumi SDK loads at its start and needs only to serialise functions, which nothing here does: 0.4 s a test file.
