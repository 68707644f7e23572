/**
 * One bit for each of the sixteen bytes from `at` on: whether it is of a set of ASCII characters. `set` has 32 bytes: for
 * each low half of a byte, the high halves it stands with, one bit each; and for each high half, its bit.
 */
@inline
export function membersAt(at: u32, low: v128, high: v128): u32 {
  const bytes = v128.load(at);
  const lows = i8x16.swizzle(low, v128.and(bytes, i8x16.splat(15)));
  const highs = i8x16.swizzle(high, i8x16.shr_u(bytes, 4));
  return i8x16.bitmask(i8x16.ne(v128.and(lows, highs), i8x16.splat(0)));
}
