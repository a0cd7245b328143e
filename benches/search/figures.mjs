// Medians and tables.

export const sorted = (values) => [...values].sort((a, b) => a - b);
export const quantile = (values, q) => {
  const all = sorted(values);
  return all.length === 0 ? NaN : all[Math.min(all.length - 1, Math.max(0, Math.ceil(q * all.length) - 1))];
};
export const median = (values) => quantile(values, 0.5);

/** `median / 90 % / most`. */
export const spread = (values, unit = 1, digits = 1) =>
  [median(values), quantile(values, 0.9), quantile(values, 1)].map((v) => (v / unit).toFixed(digits)).join(' / ');

export const sum = (values) => values.reduce((a, b) => a + b, 0);

/** What two sets of keys differ in; `twice` counts keys that were given more than once. */
export function difference(truth, given) {
  const want = new Set(truth);
  const have = new Set(given);
  const missing = truth.filter((id) => !have.has(id)).length;
  const extra = [...have].filter((id) => !want.has(id)).length;
  return { missing, extra, twice: given.length - have.size, exact: missing === 0 && extra === 0 && have.size === given.length };
}
