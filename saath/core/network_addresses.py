"""Which network addresses are public, and by what those who come from one are counted."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# What Python 3.11 takes for global: addresses for protocols, the 6to4 relay, the one under which Azure serves
# each machine its own metadata; protocols and documentation of IPv6.
_REFUSED = [
    ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "3fff::/20")
]


def is_public_address(text: str) -> bool:
    """Whether this IP address is public (RFC 6890), also where IPv6 hides an IPv4 address."""
    return _is_public(ip_address(text.partition("%")[0]))


def network_of(text: str) -> str:
    """Return by what tries from an address are counted: of IPv6 its /64, all of which one connection has (RFC 6177)."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return text
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
    return str(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        hidden = _hidden_ipv4(address)
        if hidden is not None:
            return _is_public(hidden)
        if address not in _GLOBAL_UNICAST:
            return False
    if any(address in network for network in _REFUSED):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _hidden_ipv4(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
