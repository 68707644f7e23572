import { BlockList, isIP, isIPv4 } from 'node:net';

/** Whether two sets of addresses contradict each other: both have addresses of a family, and none in common. */
export function differs(some: readonly string[], others: readonly string[]): boolean {
  return (['ipv4', 'ipv6'] as const).some((family) => {
    const [one, other] = [some, others].map((all) => all.filter((address) => familyOf(address) === family));
    if (one === undefined || other === undefined || one.length === 0 || other.length === 0) return false;
    return !one.some((address) => other.includes(address));
  });
}

/** Whether every seen address of a listed family is listed, and at least one is. A family without a list proves nothing. */
export function within(seen: readonly string[], listed: readonly string[]): boolean {
  const list = new BlockList();
  const families = new Set<string>();
  for (const entry of listed) {
    const [address = '', prefix] = entry.trim().split('/');
    const family = familyOf(address);
    if (family === undefined) continue;
    if (prefix === undefined) list.addAddress(address, family);
    else if (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 'ipv4' ? 32 : 128)) {
      list.addSubnet(address, Number(prefix), family);
    } else continue;
    families.add(family);
  }
  const comparable = seen.filter((address) => families.has(familyOf(address) ?? ''));
  return comparable.length > 0 && comparable.every((address) => list.check(address, familyOf(address)));
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  if (isIP(address) === 0) return undefined;
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
