// Numbers out of text: the reading side of src/search/bits.rs.

const digitOf = new Uint8Array(128);
let digits = 0;
for (const range of ['AZ', 'az', '09', '--', '__'])
  for (let c = range.charCodeAt(0); c <= range.charCodeAt(1); c++) digitOf[c] = digits++;

class Bits {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  // `width` bits as a number.
  number(width) {
    let n = 0;
    while (width > 0) {
      const left = 6 - (this.at % 6), take = Math.min(left, width);
      const digit = digitOf[this.text.charCodeAt((this.at - 6 + left) / 6)];
      n = n * (1 << take) + ((digit >> (left - take)) & ((1 << take) - 1));
      this.at += take;
      width -= take;
    }
    return n;
  }
  // A number below `range`.
  within(range) {
    if (range < 2) return 0;
    const width = 31 - Math.clz32(range), short = 2 ** (width + 1) - range, n = this.number(width);
    return n < short ? n : n * 2 + this.number(1) - short;
  }
  // A number from 1 on.
  gamma() {
    let width = 0;
    while (this.number(1)) width++;
    return 2 ** width + this.number(width);
  }
  // `n` ascending numbers below `range`.
  list(n, range) {
    const out = new Array(n);
    const between = (from, to, low, high) => {
      if (to - from === high - low) {
        while (from < to) out[from++] = low++;
      } else if (from < to) {
        const half = from + ((to - from) >> 1);
        const value = (out[half] = low + half - from + this.within(high - low - (to - from) + 1));
        between(from, half, low, value);
        between(half + 1, to, value + 1, high);
      }
    };
    between(0, n, 0, range);
    return out;
  }
}
