using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.Outcomes;

/// <summary>What lies at the destination is ours by what was sent: a time alone never makes it so.</summary>
public sealed class EarlierWritesTests
{
    private const string Md5 = "0123456789abcdef0123456789abcdef";
    private const string OtherMd5 = "fedcba9876543210fedcba9876543210";
    private static readonly StoreTraits Store = MemoryStore.DefaultTraits;
    private static readonly StoreTraits Disk = MemoryStore.DefaultTraits with { ETag = ETagMeaning.Opaque, MultipartETagIsComposite = false };
    private static readonly DateTimeOffset Since = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly SourceVersion Sent = new(100, "inode-1", new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(100, 10, true)]
    [InlineData(100, -2, true)]
    [InlineData(100, -60, false)]
    [InlineData(5000, 10, false)]
    public void Without_a_digest_the_size_and_the_time_of_the_write_tell(long size, int secondsLater, bool expected)
    {
        var earlier = new EarlierWrites([Sent]) { Since = Since };

        Assert.Equal(expected, earlier.Include(new(size, Since.AddSeconds(secondsLater), Md5), null, Disk, Store));
    }

    [Theory]
    [InlineData(Md5, true)]
    [InlineData(OtherMd5, false)]
    public void A_digest_that_both_sides_tell_decides_whatever_the_clocks_say(string there, bool expected)
    {
        var earlier = new EarlierWrites([Sent with { ETag = Md5 }]) { Since = Since };

        Assert.Equal(expected, earlier.Include(new(100, expected ? Since.AddDays(-1) : Since.AddDays(1), there), null, Store, Store));
    }

    [Fact]
    public void What_stood_there_before_is_never_ours()
    {
        var before = new DestinationObject(100, Since.AddMinutes(10), OtherMd5);
        var earlier = new EarlierWrites([Sent]) { Since = Since, Before = before };

        Assert.False(earlier.Include(before, null, Disk, Store));
        Assert.True(earlier.Include(before with { ETag = Md5 }, null, Disk, Store));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(60, true)]
    public void What_was_sent_over_the_same_content_is_known_by_its_time(int secondsLater, bool expected)
    {
        var before = new DestinationObject(100, Since.AddDays(-1), Md5);
        var earlier = new EarlierWrites([Sent with { ETag = Md5 }]) { Since = Since, Before = before };

        Assert.Equal(expected, earlier.Include(before with { LastModified = before.LastModified!.Value.AddSeconds(secondsLater) }, null, Store, Store));
    }

    [Fact]
    public void Where_nobody_told_the_size_that_was_sent_nothing_counts_as_ours()
    {
        var earlier = new EarlierWrites([Sent with { Size = null }]) { Since = Since };

        Assert.False(earlier.Include(new(100, Since.AddSeconds(10), Md5), null, Disk, Store));
    }

    [Fact]
    public void Where_the_clock_is_not_known_no_time_is_held_against_it()
    {
        var earlier = new EarlierWrites([Sent]);

        Assert.True(earlier.Include(new(100, Since.AddYears(-9), Md5), null, Disk, Store));
    }

    [Fact]
    public void The_version_that_is_sent_now_is_compared_by_content_not_guessed_at()
    {
        var earlier = new EarlierWrites([Sent]) { Since = Since };
        var there = new DestinationObject(100, Since.AddSeconds(1), Md5);

        Assert.False(earlier.Include(there, Sent, Disk, Store));
        Assert.True(earlier.Include(there, Sent with { ETag = "inode-2" }, Disk, Store));
    }

    [Fact]
    public void The_latest_versions_are_kept_and_what_is_known_leaves()
    {
        var many = new EarlierWrites([.. Enumerable.Range(1, 6).Select(size => Sent with { Size = size })])
            .Join(new([.. Enumerable.Range(5, 6).Select(size => Sent with { Size = size })]));

        Assert.Equal(Enumerable.Range(3, 8).Select(size => (long)size), many.Versions.Select(version => version.Size!.Value));
        Assert.DoesNotContain(many.Without(Sent with { Size = 7 })!.Versions, version => version.Size == 7);
        Assert.Null(new EarlierWrites([Sent]).Without(Sent));
    }
}
