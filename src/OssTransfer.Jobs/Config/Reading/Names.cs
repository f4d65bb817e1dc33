using OssTransfer.Storage.Disk;
using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>The names of all choices in <c>job.cfg</c>.</summary>
internal static class Names
{
    public static readonly NameTable<StoreKind> Stores = new(
        ("diskfile", StoreKind.Disk),
        ("urlfile", StoreKind.UrlList),
        ("s3file", StoreKind.S3),
        ("qiniufile", StoreKind.Qiniu),
        ("tencentfile", StoreKind.Tencent),
        ("aliyunfile", StoreKind.Aliyun),
        ("baidufile", StoreKind.Baidu));

    public static readonly NameTable<CheckTime> CheckTimes = new(("never", CheckTime.Never), ("now", CheckTime.Now));

    public static readonly NameTable<CheckMode> CheckModes = new(("head", CheckMode.Head), ("md5", CheckMode.Md5), ("full", CheckMode.Full));

    public static readonly NameTable<JobKind> Kinds = new(("transfer", JobKind.Transfer), ("check", JobKind.Check));

    public static readonly NameTable<ExtraRule> ExtraRules = new(("report", ExtraRule.Report), ("fail", ExtraRule.Fail));

    public static readonly NameTable<ComparePolicy> ComparePolicies = new(
        ("auto", ComparePolicy.Auto),
        ("size", ComparePolicy.Size),
        ("time", ComparePolicy.Time),
        ("digest", ComparePolicy.Digest),
        ("always", ComparePolicy.Always));

    public static readonly NameTable<OverwritePolicy> OverwritePolicies = new(
        ("safe", OverwritePolicy.Safe), ("always", OverwritePolicy.Always), ("never", OverwritePolicy.Never));

    public static readonly NameTable<DeletePolicy> DeletePolicies = new(
        ("never", DeletePolicy.Never), ("report", DeletePolicy.Report), ("apply", DeletePolicy.Apply));

    public static readonly NameTable<MetadataPolicy> MetadataPolicies = new(("fail", MetadataPolicy.Fail), ("drop", MetadataPolicy.Drop));

    public static readonly NameTable<DestinationAcl> Acls = new(
        ("private", DestinationAcl.Private), ("public-read", DestinationAcl.PublicRead), ("keep", DestinationAcl.Keep));

    public static readonly NameTable<LinkRule> LinkRules = new(("follow", LinkRule.Follow), ("inside", LinkRule.Inside), ("skip", LinkRule.Skip));

    public static readonly NameTable<UrlQuery> UrlQueries = new(("keep", UrlQuery.Keep), ("drop", UrlQuery.Drop));

    public static readonly NameTable<InventoryUse> InventoryUses = new(("ask", InventoryUse.Ask), ("trust", InventoryUse.Trust));

    public static readonly NameTable<ETagUse> ETagUses = new(("auto", ETagUse.Auto), ("opaque", ETagUse.Opaque));

    public static readonly NameTable<ListOrder> ListOrders = new(("auto", ListOrder.Auto), ("bytes", ListOrder.Bytes), ("any", ListOrder.Any));

    public static readonly NameTable<NoticeLanguage> Languages = new(
        (NoticeLanguages.NameOf(NoticeLanguage.English), NoticeLanguage.English), (NoticeLanguages.NameOf(NoticeLanguage.Chinese), NoticeLanguage.Chinese));

    public static readonly NameTable<NotifyFormat> NotifyFormats = new(
        ("json", NotifyFormat.Json), ("dingtalk", NotifyFormat.DingTalk), ("feishu", NotifyFormat.Feishu), ("wecom", NotifyFormat.WeCom));

    public static readonly NameTable<Addressing> Addressings = new(("path", Addressing.Path), ("host", Addressing.Host));
}
