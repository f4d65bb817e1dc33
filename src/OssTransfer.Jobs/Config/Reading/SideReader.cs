using OssTransfer.Storage.Disk;
using OssTransfer.Transfer.Policies;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads source and destination.</summary>
internal sealed class SideReader(ConfigValues values)
{
    public SourceSpec? ReadSource()
    {
        const string Key = "src-filetype";
        var filetype = values.Required(Key, $"one of {Names.Stores.Names}");
        if (filetype.Length == 0)
        {
            return null;
        }

        return values.Choice(Key, Names.Stores, default) switch
        {
            default(StoreKind) => null,
            StoreKind.Disk => DiskSource() with { FileList = FileList() },
            StoreKind.UrlList => UrlSource(),
            var kind => CloudSource(kind) with { FileList = FileList(), TrustsInventory = TrustsInventory() },
        };
    }

    public DestinationSpec? ReadDestination()
    {
        const string Key = "des-filetype";
        var kind = values.Choice(Key, Names.Stores, StoreKind.S3);
        if (kind is not (StoreKind.S3 or StoreKind.Disk))
        {
            values.Fail(Key, "must be one of: s3file, diskfile");
            return null;
        }

        return kind == StoreKind.Disk ? DiskDestination() : CloudDestination(kind);
    }

    private SourceSpec DiskSource()
    {
        if (values.Text("src-prefix") is not null)
        {
            values.Fail("src-prefix", "has no meaning for diskfile: what lies under src-absolutepath is migrated without it; name the lower directory there");
        }

        return new(StoreKind.Disk)
        {
            Disk = new(DiskPath("src-absolutepath"))
            {
                NameEncoding = NameEncoding(),
                Machines = Machines("src-machines"),
                Links = values.Choice("src-links", Names.LinkRules, LinkRule.Follow),
            },
        };
    }

    private SourceSpec UrlSource()
    {
        values.Required("src-file-list", "urlfile needs it: it names the URLs");
        return new(StoreKind.UrlList)
        {
            Url = new UrlSourceReader(values).Read(NameEncoding()),
            Prefix = values.Text("src-prefix") ?? "",
            FileList = FileList(),
        };
    }

    private string? FileList()
    {
        const string Key = "src-file-list";
        var path = values.Text(Key);
        if (path?.StartsWith('/') == false)
        {
            values.Fail(Key, "must be an absolute path, on the machine where the command is given");
        }

        return path;
    }

    private bool TrustsInventory()
    {
        const string Key = "src-inventory";
        var trusts = values.Choice(Key, Names.InventoryUses, InventoryUse.Ask) == InventoryUse.Trust;
        if (trusts && values.Text("src-file-list") is null)
        {
            values.Fail(Key, "needs src-file-list, which names the manifest.json of the inventory");
        }

        return trusts;
    }

    private SourceSpec CloudSource(StoreKind kind) => new(kind)
    {
        Cloud = new CloudReader(values, "src").Read(kind),
        Prefix = Prefix("src-prefix"),
    };

    private DestinationSpec DiskDestination()
    {
        var prefix = Prefix("des-prefix");
        if (!PrefixText.FitsDisk(prefix))
        {
            values.Fail("des-prefix", "must be a relative directory without empty segments, . and ..");
        }

        return new(StoreKind.Disk) { Disk = new(DiskPath("des-absolutepath")) { Machines = Machines("des-machines") }, Prefix = prefix };
    }

    private DestinationSpec CloudDestination(StoreKind kind)
    {
        var reader = new CloudReader(values, "des");
        return new(kind)
        {
            Cloud = reader.Read(kind),
            Prefix = Prefix("des-prefix"),
            Metadata = values.Choice("des-metadata", Names.MetadataPolicies, MetadataPolicy.Fail),
            Acl = values.Choice("des-acl", Names.Acls, DestinationAcl.Private),
            StorageClass = reader.Word("des-storage-class"),
        };
    }

    private string DiskPath(string key)
    {
        var text = values.Required(key, "diskfile needs it");
        if (!DiskPathText.TryRead(text, out var path) && text.Length > 0)
        {
            values.Fail(key, DiskPathText.Allowed);
        }

        return path;
    }

    private string? Machines(string key)
    {
        if (values.Text(key) is not { } text)
        {
            return null;
        }

        if (!MachineSet.TryRead(text, out var machines))
        {
            values.Fail(key, "must be all, or names or addresses of machines with commas between");
        }

        return machines;
    }

    private string Prefix(string key)
    {
        var text = values.Text(key) ?? "";
        var prefix = PrefixText.Complete(text);
        if (prefix != text)
        {
            values.Note(key, $"is a directory: read as {prefix}");
        }

        if (prefix.StartsWith('/'))
        {
            values.Note(key, "begins with /, which is kept: keys in a bucket seldom do");
        }

        return prefix;
    }

    private string? NameEncoding()
    {
        const string Key = "src-name-encoding";
        var name = values.Text(Key)?.ToLowerInvariant();
        if (name is null or "utf-8" or "utf8")
        {
            return null;
        }

        if (!FileNameEncoding.IsKnown(name))
        {
            values.Fail(Key, "is not a known encoding of file names; gbk, gb18030, big5, shift_jis, euc-kr, windows-1252 are some");
        }

        return name;
    }
}
