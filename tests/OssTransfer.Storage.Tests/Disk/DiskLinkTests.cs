using System.Text;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Storage.Tests.Disk;

/// <summary>Which links to files are read through, whether they are listed, asked for or opened.</summary>
public sealed class DiskLinkTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly TestDirectory _elsewhere = new();

    public DiskLinkTests()
    {
        _directory.Write("dir/file", "inside");
        _directory.Link("absolute", Path.Combine(_directory.Path, "dir/file"));
        _directory.Link("nowhere", "nothing");
        _directory.Link("outside", _elsewhere.Write("secret", "outside"));
        _directory.Link("relative", "dir/file");
        _directory.Link("to-dir", "dir");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _directory.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task Link_through_a_process_is_special_and_not_gone()
    {
        Assert.SkipUnless(Beneath.KernelHasOpenat2, "Older kernels follow it.");
        _directory.Link("process", $"/proc/self/root{Path.Combine(_directory.Path, "dir/file")}");

        var entries = await DiskTestListing.EntriesAsync(new DiskStore(new DiskRoot(_directory.Path, useOpenat2: true), null, TimeProvider.System));

        Assert.Equal(EntryProblem.SpecialFile, entries.Single(entry => entry.Key.ToString() == "process").Problem);
    }

    [Theory]
    [InlineData(LinkRule.Follow, true, "absolute outside relative", "")]
    [InlineData(LinkRule.Follow, false, "absolute outside relative", "")]
    [InlineData(LinkRule.Inside, true, "absolute relative", "outside")]
    [InlineData(LinkRule.Inside, false, "absolute relative", "outside")]
    [InlineData(LinkRule.Skip, true, "", "absolute nowhere outside relative")]
    [InlineData(LinkRule.Skip, false, "", "absolute nowhere outside relative")]
    public async Task Links_are_listed_asked_for_and_opened_by_one_rule(LinkRule rule, bool useOpenat2, string followed, string skipped)
    {
        var store = new DiskStore(new DiskRoot(_directory.Path, useOpenat2) { Links = rule }, null, TimeProvider.System);

        var entries = await DiskTestListing.EntriesAsync(store);

        Assert.Equal(
            followed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("dir/file").Order(StringComparer.Ordinal),
            entries.Where(entry => entry.Problem == EntryProblem.None).Select(entry => entry.Key.ToString()));
        Assert.Equal(
            skipped.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            entries.Where(entry => entry.Problem == EntryProblem.SkippedLink).Select(entry => entry.Key.ToString()));
        Assert.Equal(rule == LinkRule.Follow ? ["outside"] : [], entries.Where(entry => entry.LeadsOutside).Select(entry => entry.Key.ToString()));
        Assert.Equal(EntryProblem.DirectoryLink, entries.Single(entry => entry.Key.ToString() == "to-dir").Problem);
        foreach (var name in (string[])["absolute", "outside", "relative"])
        {
            var key = ObjectKey.From(name);
            if (followed.Contains(name, StringComparison.Ordinal))
            {
                await using var body = await store.Reader.OpenAsync(new(key), Token);
                Assert.Equal(name == "outside" ? "outside" : "inside", Encoding.UTF8.GetString(await ReadAsync(body)));
                Assert.NotNull(await store.Reader.HeadAsync(key, Token));
            }
            else
            {
                var opened = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(key), Token));
                var asked = await Assert.ThrowsAsync<StorageException>(() => store.Reader.HeadAsync(key, Token));
                Assert.Equal($"{name} is a link that src-links doesn't follow", opened.Message);
                Assert.Equal((StorageErrorKind.Denied, StorageErrorKind.Denied), (opened.Kind, asked.Kind));
            }
        }
    }

    [Fact]
    public async Task Directory_beside_the_root_whose_name_begins_like_it_is_outside()
    {
        var beside = Directory.CreateDirectory(_directory.Path + "-other");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(beside.FullName, "file"), "x", Token);
            _directory.Link("beside", Path.Combine(beside.FullName, "file"));
            var store = new DiskStore(new DiskRoot(_directory.Path, Beneath.KernelHasOpenat2) { Links = LinkRule.Inside }, null, TimeProvider.System);

            var entries = await DiskTestListing.EntriesAsync(store);

            Assert.Equal(EntryProblem.SkippedLink, entries.Single(entry => entry.Key.ToString() == "beside").Problem);
        }
        finally
        {
            beside.Delete(recursive: true);
        }
    }

    private static async Task<byte[]> ReadAsync(ObjectBody body)
    {
        using var all = new MemoryStream();
        await body.Content.CopyToAsync(all, Token);
        return all.ToArray();
    }
}
