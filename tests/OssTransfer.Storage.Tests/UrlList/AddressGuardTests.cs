using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Storage.Tests.UrlList;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Guard = new(false, []);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("11.0.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2400:3200::1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    public void Public_address_passes(string address) => Assert.Null(Guard.Refusal(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0/8")]
    [InlineData("0.1.2.3", "0.0.0.0/8")]
    [InlineData("10.0.0.0", "10.0.0.0/8")]
    [InlineData("10.255.255.255", "10.0.0.0/8")]
    [InlineData("100.64.0.1", "100.64.0.0/10")]
    [InlineData("127.0.0.1", "127.0.0.0/8")]
    [InlineData("127.255.255.255", "127.0.0.0/8")]
    [InlineData("169.254.1.1", "169.254.0.0/16")]
    [InlineData("172.16.0.1", "172.16.0.0/12")]
    [InlineData("172.31.255.255", "172.16.0.0/12")]
    [InlineData("192.0.0.1", "192.0.0.0/24")]
    [InlineData("192.0.2.1", "192.0.2.0/24")]
    [InlineData("192.88.99.1", "192.88.99.0/24")]
    [InlineData("192.168.1.1", "192.168.0.0/16")]
    [InlineData("198.18.0.1", "198.18.0.0/15")]
    [InlineData("198.51.100.1", "198.51.100.0/24")]
    [InlineData("203.0.113.1", "203.0.113.0/24")]
    [InlineData("224.0.0.1", "224.0.0.0/4")]
    [InlineData("239.255.255.255", "224.0.0.0/4")]
    [InlineData("240.0.0.1", "240.0.0.0/4")]
    [InlineData("255.255.255.255", "240.0.0.0/4")]
    [InlineData("::", "::/128")]
    [InlineData("::1", "::1/128")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.0/8")]
    [InlineData("::ffff:0:10.0.0.1", "10.0.0.0/8")]
    [InlineData("::10.0.0.1", "10.0.0.0/8")]
    [InlineData("64:ff9b::127.0.0.1", "127.0.0.0/8")]
    [InlineData("64:ff9b:1::1", "64:ff9b:1::/48")]
    [InlineData("2002:7f00:1::", "127.0.0.0/8")]
    [InlineData("2002:c0a8:101::1", "192.168.0.0/16")]
    [InlineData("2400::5efe:10.0.0.1", "10.0.0.0/8")]
    [InlineData("2001::1", "2001::/23")]
    [InlineData("2001:db8::1", "2001:db8::/32")]
    [InlineData("3fff::1", "3fff::/20")]
    [InlineData("fc00::1", "fc00::/7")]
    [InlineData("fdff:ffff::1", "fc00::/7")]
    [InlineData("fe80::1", "fe80::/10")]
    [InlineData("fe80::1%3", "fe80::/10")]
    [InlineData("fec0::1", "fec0::/10")]
    [InlineData("ff02::1", "ff00::/8")]
    [InlineData("100::1", "100::1/128")]
    [InlineData("4000::1", "4000::1/128")]
    [InlineData("5f00::1", "5f00::1/128")]
    public void Address_that_is_not_public_is_refused_unless_its_range_is_allowed(string text, string range)
    {
        var address = IPAddress.Parse(text);

        Assert.EndsWith($"write url-allow: {range}", Guard.Refusal(address), StringComparison.Ordinal);
        Assert.True(AddressRanges.TryParse(range, out var allowed, out _));
        Assert.Null(new AddressGuard(false, allowed).Refusal(address));
        Assert.Null(new AddressGuard(true, []).Refusal(address));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("169.254.0.23")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::a9fe:a9fe%2")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::100.100.100.200")]
    [InlineData("2002:a9fe:a9fe::")]
    public void Metadata_is_always_refused(string address)
    {
        var guard = new AddressGuard(true, [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")]);

        Assert.Contains("never read", guard.Refusal(IPAddress.Parse(address)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("::ffff:141.247.47.174", "141.247.47.174")]
    [InlineData("64:ff9b::8.8.8.8", "8.8.8.8")]
    [InlineData("2002:808:808::1", "8.8.8.8")]
    [InlineData("::1", "::1")]
    [InlineData("2400::1", "2400::1")]
    public void Address_is_that_where_it_leads(string address, string reached) =>
        Assert.Equal(IPAddress.Parse(reached), EmbeddedAddress.Unwrap(IPAddress.Parse(address)));

    [Property(MaxTest = 1000)]
    public Property Wrapped_address_is_judged_as_the_one_it_leads_to() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), 4).ToArbitrary(), bytes =>
        {
            var bare = new IPAddress(bytes);
            var isRefused = Guard.Refusal(bare) is not null;
            string[] prefixes = ["::ffff:", "64:ff9b::"];

            Assert.All(prefixes, prefix => Assert.Equal(isRefused, Guard.Refusal(IPAddress.Parse(prefix + bare)) is not null));
            Assert.Equal(isRefused, Guard.Refusal(new IPAddress([0x20, 0x02, .. bytes, .. new byte[10]])) is not null);
        });

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData(" 10.0.0.0/8 , fd00::/8,192.168.1.7 ", "10.0.0.0/8 fd00::/8 192.168.1.7/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void Ranges_are_read(string text, string expected)
    {
        Assert.True(AddressRanges.TryParse(text, out var ranges, out _));
        Assert.Equal(expected, string.Join(' ', ranges));
    }

    [Theory]
    [InlineData("", "10.0.0.0/8")]
    [InlineData("10.0.0.1/8", "write 10.0.0.0/8")]
    [InlineData("fd00::1/8", "write fd00::/8")]
    [InlineData("10.0.0.0/33", "0 to 32")]
    [InlineData("10.0.0.0/-1", "0 to 32")]
    [InlineData("10.0.0.0/", "0 to 32")]
    [InlineData("example.com", "no range")]
    [InlineData("10.0.0.0/8,,", "no range")]
    [InlineData("fe80::1%2", "no range")]
    public void Ranges_that_are_wrong_are_refused_with_the_right_spelling(string text, string expected)
    {
        Assert.False(AddressRanges.TryParse(text, out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
