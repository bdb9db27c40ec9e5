/** Who is at the other end: the peer of the socket, or whom a proxy of ours says that it speaks for (`PROXIES`). */
import { BlockList, isIP } from 'node:net';

export class Peers {
  readonly #proxies = new BlockList();

  /** `proxies`: addresses and subnets, such as `127.0.0.1` and `10.1.0.0/16`. Throws where one is neither. */
  constructor(proxies: readonly string[] = []) {
    for (const proxy of proxies) {
      const [address = '', prefix] = proxy.split('/');
      const family = familyOf(address);
      if (prefix === undefined) this.#proxies.addAddress(address, family);
      else this.#proxies.addSubnet(address, Number(prefix), family);
    }
  }

  isProxy(address: string): boolean {
    return isIP(address) !== 0 && this.#proxies.check(address, familyOf(address));
  }

  /**
   * The caller's address: the socket's peer. Where that is a proxy of ours, the last address in `X-Forwarded-For` that
   * is none of ours: what stands before it, the caller may have written. What is no address there is not believed.
   */
  addressOf(peer: string, forwardedFor: string | undefined): string {
    let address = plain(peer);
    for (const hop of forwardedFor?.split(',').reverse() ?? []) {
      if (!this.isProxy(address)) break;
      const named = plain(withoutPort(hop.trim()));
      if (isIP(named) === 0) break;
      address = named;
    }
    return address;
  }
}

/** An IPv4 address as itself, though it came in through a socket of IPv6. */
function plain(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address.replace(/%.*$/, '');
}

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
