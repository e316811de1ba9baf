"use strict";
/**
 * Rows of text as a table with aligned columns, for the reporters of the longer tests.
 * @param {readonly (readonly string[])[]} rows the header first
 * @param {readonly number[]} numbers the columns that are aligned to the right
 * @returns {string}
 */
function table(rows, numbers = []) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  const line = row => row.map((cell, column) => (numbers.includes(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("  ").trimEnd();
  return rows.map(line).join("\n");
}

module.exports = { table };
