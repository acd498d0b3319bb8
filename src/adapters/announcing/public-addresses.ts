import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address that leads into somebody's own network, or to the machine itself. */
export class AddressNotPublic extends Error {
  override readonly name = 'AddressNotPublic';
}

/** What everybody can reach: not loopback, private, link-local (where clouds keep their metadata) or reserved. */
function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // an address of IPv4 in the clothes of IPv6 is what it stands for
  return ipaddr.process(address).range() === 'unicast';
}

/** Whether a URL names its host by an address that is not public. A name shows only when it is looked up. */
export function namesPrivateAddress(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host);
}

/**
 * Looks a name up for the connection itself, so that there is no second answer to a second question: one private address
 * among its addresses refuses them all.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = error === null ? addresses : [];
    if (first === undefined) callback(error ?? new AddressNotPublic('No address'), '', 0);
    else if (addresses.some(({ address }) => !isPublicAddress(address)))
      callback(new AddressNotPublic('The name leads to an address that is not public'), '', 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
