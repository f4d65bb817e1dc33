using System.Collections.Frozen;
using static OssTransfer.Jobs.Config.JobKeyScope;

namespace OssTransfer.Jobs.Config;

/// <summary>Every key of <c>job.cfg</c>: the one table that parser, help, sample and <c>docs/job-cfg.md</c> are held to.</summary>
public static class JobKeys
{
    private const string Stores = "diskfile, urlfile, s3file, qiniufile, tencentfile, aliyunfile, baidufile";
    private const string Zone = "YYYY-MM-DD HH:MM:SS [+08:00]";
    private const string Bandwidths = "20MB/s, 08:00-20:00 20MB/s, 20:00-08:00 0 Asia/Shanghai";
    private const string Requests = "500/s, 08:00-20:00 500/s, 20:00-08:00 0 Asia/Shanghai";
    private const string Sizes = "1048576, 20MB, 16MiB";

    /// <summary>All keys, in the order of the sample.</summary>
    public static IReadOnlyList<JobKey> All { get; } =
    [
        new("job-ID", Job, "", "letters, digits, . _ - + @ ~ = , ( ); at most 100 bytes", "name of the job; generated where empty", "任务的名字；不填则自动生成")
        {
            Change = JobChangeEffect.Forbidden,
        },
        new("job-type", Job, "transfer", "transfer, check", "transfer, or check: compare and write nothing", "任务类型：transfer 迁移，check 只校验、不写入")
        {
            Change = JobChangeEffect.Forbidden,
        },

        new("src-filetype", AnySource, "", Stores, "kind of the source; required", "源数据类型，必填") { Change = JobChangeEffect.NeedsRedo },
        new("src-accesskey", CloudSource, "", "text", "access key of the source", "源的 access key"),
        new("src-secretkey", CloudSource, "", "text, env:NAME, file:PATH", "secret key of the source", "源的 secret key") { IsSecret = true },
        new("src-endpoint", CloudSource, "", "[http[s]://]host[:port]", "endpoint of the source; https where no scheme is given", "源的 endpoint；不写协议则用 https")
        {
            Change = JobChangeEffect.NeedsRedo,
        },
        new("src-bucketName", CloudSource, "", "text", "bucket of the source", "源的 bucket") { Change = JobChangeEffect.NeedsRedo },
        new("src-absolutepath", DiskSource, "", "/absolute/path", "diskfile: the directory to migrate", "diskfile：要迁移的目录（绝对路径）")
        {
            Change = JobChangeEffect.NeedsRedo,
        },
        new(
            "src-prefix",
            CloudSource | UrlSource,
            "",
            "directory/",
            "only keys below this directory, which is cut from them; urlfile: cut from URLs that begin with it",
            "只迁移该目录下的文件，且去掉该前缀；以 / 结尾。urlfile：只是从 URL 开头去掉的文字") { Change = JobChangeEffect.NeedsRedo },
        new("src-file-list", AnySource, "", "/absolute/path", "only what this list names: path<TAB>size a line", "只迁移该列表中的文件，每行：路径<TAB>大小")
        {
            Change = JobChangeEffect.NeedsRedo,
        },
        new(
            "src-inventory",
            CloudSource,
            "ask",
            "ask, trust",
            "trust: size, ETag and time of an inventory in src-file-list stand for asking the source for objects that are new to the job",
            "trust：src-file-list 为存储空间清单时，对任务中的新文件采用清单中的大小、ETag 和时间，不再逐个查询源"),
        new("src-profile", CloudSource, "", "name", "s3file: profile of the store; chosen by the endpoint where empty", "s3file：存储的兼容配置；不填则按 endpoint 选择")
        {
            Sources = [StoreKind.S3],
        },
        new("src-region", CloudSource, "", "name", "s3file: region to sign for; found from the endpoint where empty", "s3file：签名用的 region；不填则由 endpoint 推出")
        {
            Sources = [StoreKind.S3],
        },
        new("src-addressing", CloudSource, "", "path, host", "where requests name the bucket; as the profile says where empty", "bucket 写在路径(path)还是域名(host)中；不填则按兼容配置")
        {
            Sources = [StoreKind.S3, StoreKind.Aliyun, StoreKind.Tencent, StoreKind.Baidu],
        },
        new(
            "src-etag",
            CloudSource,
            "auto",
            "auto, opaque",
            "s3file: opaque where the store's ETags are no digests, although its answers don't say so",
            "s3file：存储的 ETag 不是摘要、而应答又没有说明时写 opaque") { Sources = [StoreKind.S3] },
        new(
            "src-list-order",
            CloudSource,
            "auto",
            "auto, bytes, any",
            "s3file: any where the store lists in an order of its own: the listing is sorted before it is used",
            "s3file：存储不按字节序列举时写 any：先读完整个列表、排序后再使用") { Sources = [StoreKind.S3] },
        new(
            "src-ca-file",
            CloudSource,
            "",
            "/absolute/path",
            "PEM file of authorities to trust besides the system's, on every machine that works",
            "额外信任的 CA 证书（PEM 文件），每台工作的机器上都要有"),
        new("src-proxy", CloudSource | UrlSource, "", "[http|https|socks5]://[user:password@]host:port", "proxy towards the source", "访问源使用的代理"),
        new("src-session-token", CloudSource, "", "text, env:NAME, file:PATH", "session token of temporary credentials", "临时凭证的 session token")
        {
            IsSecret = true,
        },
        new("src-name-encoding", DiskSource | UrlSource, "", "gbk, gb18030, big5, ...", "encoding of old file names; UTF-8 where empty", "旧文件名的编码；不填为 UTF-8")
        {
            Change = JobChangeEffect.NeedsRedo,
        },
        new("src-list-endpoint", CloudSource, "", "[http[s]://]host[:port]", "qiniufile: the list host, where the default is wrong", "qiniufile：列举用的域名，默认按区域查找")
        {
            Sources = [StoreKind.Qiniu],
        },
        new(
            "src-machines",
            DiskSource,
            "",
            "names, all",
            "diskfile: machines that see the directory, all for a shared mount; the adding machine where empty",
            "diskfile：能看到该目录的机器，all 为全部（共享挂载）；不填则为执行 add 的机器"),
        new(
            "src-links",
            DiskSource,
            "follow",
            "follow, inside, skip",
            "diskfile: links to files are followed wherever they lead, only where they stay inside the directory, or left out and counted",
            "diskfile：指向文件的链接：follow 一律跟随，inside 只跟随仍在该目录内的，skip 不迁移（计数）"),

        new("des-filetype", AnyDestination, "s3file", "s3file, diskfile", "kind of the destination", "目的类型") { Change = JobChangeEffect.NeedsRedo },
        new("des-accesskey", CloudDestination, "", "text", "access key of the destination", "目的的 access key"),
        new("des-secretkey", CloudDestination, "", "text, env:NAME, file:PATH", "secret key of the destination", "目的的 secret key") { IsSecret = true },
        new(
            "des-endpoint",
            CloudDestination,
            "",
            "[http[s]://]host[:port]",
            "endpoint of the destination; https where no scheme is given",
            "目的的 endpoint；不写协议则用 https") { Change = JobChangeEffect.NeedsRedo },
        new("des-bucketName", CloudDestination, "", "text", "bucket of the destination", "目的的 bucket") { Change = JobChangeEffect.NeedsRedo },
        new("des-absolutepath", DiskDestination, "", "/absolute/path", "diskfile: the directory to write to", "diskfile：写入的目录（绝对路径）")
        {
            Change = JobChangeEffect.NeedsRedo,
        },
        new("des-prefix", AnyDestination, "", "directory/", "put in front of every key", "加在每个文件名前的目录；以 / 结尾") { Change = JobChangeEffect.NeedsRedo },
        new("des-profile", CloudDestination, "", "name", "profile of the store; chosen by the endpoint where empty", "存储的兼容配置；不填则按 endpoint 选择"),
        new("des-region", CloudDestination, "", "name", "region to sign for; found from the endpoint where empty", "签名用的 region；不填则由 endpoint 推出"),
        new(
            "des-addressing",
            CloudDestination,
            "",
            "path, host",
            "where requests name the bucket; as the profile says where empty",
            "bucket 写在路径(path)还是域名(host)中；不填则按兼容配置"),
        new(
            "des-etag",
            CloudDestination,
            "auto",
            "auto, opaque",
            "opaque where the store's ETags are no digests, although its answers don't say so",
            "存储的 ETag 不是摘要、而应答又没有说明时写 opaque"),
        new(
            "des-list-order",
            CloudDestination,
            "auto",
            "auto, bytes, any",
            "any where the store lists in an order of its own: the listing is sorted before it is used; bytes where you know its order, not its profile",
            "存储不按字节序列举时写 any：先读完整个列表、排序后再使用；profile 未知、但确知按字节序列举时写 bytes"),
        new(
            "des-ca-file",
            CloudDestination,
            "",
            "/absolute/path",
            "PEM file of authorities to trust besides the system's, on every machine that works",
            "额外信任的 CA 证书（PEM 文件），每台工作的机器上都要有"),
        new("des-proxy", CloudDestination, "", "[http|https|socks5]://[user:password@]host:port", "proxy towards the destination", "访问目的使用的代理"),
        new("des-session-token", CloudDestination, "", "text, env:NAME, file:PATH", "session token of temporary credentials", "临时凭证的 session token")
        {
            IsSecret = true,
        },
        new(
            "des-metadata",
            CloudDestination,
            "fail",
            "fail, drop",
            "metadata that does not fit: fail the object, or drop and list it",
            "目的放不下的元数据：fail 该文件失败，drop 丢弃并列出"),
        new(
            "des-acl",
            CloudDestination,
            "private",
            "private, public-read, keep",
            "who may read what is written; keep: copied from the s3file source, one more request per object",
            "写入文件的权限；keep：从 s3file 源复制，每个文件多一次请求"),
        new("des-storage-class", CloudDestination, "", "name", "storage class, in the destination's own words", "存储类型，用目的自己的名称"),
        new(
            "des-machines",
            DiskDestination,
            "",
            "names, all",
            "diskfile: machines that see the directory, all for a shared mount; the adding machine where empty",
            "diskfile：能看到该目录的机器，all 为全部（共享挂载）；不填则为执行 add 的机器"),

        new("sync-enable-increment", Job, "True", "True, False", "go on with incremental passes", "是否开启增量同步"),
        new(
            "sync-increment-interval",
            Job,
            "86400",
            "seconds, 1 to 315360000",
            "seconds from the end of a pass to the start of the next",
            "两次同步的间隔，单位秒（上一次结束到下一次开始）"),
        new("sync-since", Job, "1970-01-01 08:00:00", Zone, "only objects last changed at this time or later; the default: all", "只迁移该时间（含）之后修改的文件；默认值表示全部"),
        new(
            "sync-compare",
            Job,
            "auto",
            "auto, size, time, digest, always",
            "when an object that is already at the destination is skipped as equal; always sends every object",
            "目的已有的文件何时算相同而跳过；always 为每个文件都传输"),
        new(
            "sync-overwrite",
            Job,
            "safe",
            "safe, always, never",
            "an object that differs at the destination: safe replaces it if this job wrote it or it is older, always replaces it, never keeps it",
            "目的上不同的文件：safe 只覆盖本任务写入的或更旧的，always 总是覆盖，never 保留"),
        new(
            "sync-delete",
            Job,
            "never",
            "never, report, apply",
            "objects that this job wrote and that vanished at the source: never keeps them, report counts and lists them, apply deletes them",
            "本任务写入、源已删除的文件：never 保留，report 计数并列出，apply 删除"),
        new(
            "sync-max-delete",
            Job,
            "",
            "1 to 1000000000000",
            "most objects that a pass may delete without approval; the smaller of 1,000 and 0.1 % of the listed ones where empty",
            "一次同步未经批准最多删除的文件数；不填为 1000 与列出文件数 0.1% 中较小者"),

        new("check-time", Job, "now", "never, now", "whether a check follows the transfer", "迁移后是否验证：never 不验证，now 迁移完成后立即"),
        new(
            "check-mode",
            Job,
            "md5",
            "head, md5, full",
            "exists with the right size; proven by MD5; both sides read again",
            "验证方式：head 仅查看存在与大小，md5 用 MD5 验证，full 两边重读"),

        new(
            "check-extra",
            Job,
            "report",
            "report, fail",
            "job-type: check: what only the destination has is counted and listed, or a difference",
            "job-type: check：目的多出的文件 report 计数并列出，fail 算作差异"),
        new("src-include", AnySource, "", "glob, glob, ...", "only keys that one of these globs matches", "只迁移匹配的文件（通配符，逗号分隔）"),
        new("src-exclude", AnySource, "", "glob, glob, ...", "no keys that one of these globs matches", "不迁移匹配的文件（通配符，逗号分隔）"),
        new("src-min-size", AnySource, "", Sizes, "bytes an object has at least", "文件最小大小"),
        new("src-max-size", AnySource, "", Sizes, "bytes an object has at most", "文件最大大小"),
        new("src-min-age", AnySource, "", "600, 15m, 2h, 7d", "only objects unchanged for so long", "只迁移至少这么久未修改的文件"),
        new("src-modified-before", AnySource, "", Zone, "only objects last changed before this time", "只迁移该时间之前修改的文件"),

        new(
            "max-bandwidth",
            Job,
            "",
            Bandwidths,
            "bytes read per second over all machines, always or by the time of day; 0 is no limit; MB is 1,000,000, MiB is 1,048,576",
            "所有机器合计每秒读取的字节数上限，可按时段设置；0 表示不限；MB=1000000，MiB=1048576"),
        new(
            "max-requests",
            Job,
            "",
            Requests,
            "requests per second over all machines, always or by the time of day; 0 is no limit",
            "所有机器合计每秒请求数上限，可按时段设置；0 表示不限"),
        new("max-failures", Job, "1000", "1 to 1000000000", "equal failures in a row that pause the job", "连续多少次相同的失败后暂停任务"),
        new("keep-runs", Job, "10", "1 to 100", "runs whose reports and history stay", "保留多少次运行的报告和历史"),

        new("url-query", UrlSource, "keep", "keep, drop", "urlfile: whether the query string is part of the key", "urlfile：文件名中是否保留 ? 之后的部分")
        {
            Change = JobChangeEffect.NeedsRedo,
        },
        new(
            "url-allow",
            Job,
            "",
            "10.0.0.0/8, ...",
            "urlfile and notify-url: private addresses that URLs may lead to",
            "urlfile 与 notify-url：允许访问的内网地址段"),
        new("notify", Job, "", "every-pass", "mail after every pass, not only where something changed", "每次同步后都发邮件；不填则只在状态变化时发"),
        new("notify-language", Job, "", "en, zh", "language of mails and messages; that of who adds the job where empty", "邮件和通知的语言；不填则与添加任务的用户相同"),
        new(
            "notify-url",
            Job,
            "",
            "URL, env:NAME, file:PATH",
            "address that is notified of changes (webhook); kept like a secret",
            "有变化时通知的地址（webhook），按密钥保存") { IsSecret = true },
        new("notify-format", Job, "json", "json, dingtalk, feishu, wecom", "what is sent to notify-url", "发往 notify-url 的格式"),
        new(
            "notify-secret",
            Job,
            "",
            "text, env:NAME, file:PATH",
            "secret that messages to notify-url are signed with (json, dingtalk, feishu)",
            "通知的签名密钥（json、dingtalk、feishu）") { IsSecret = true },

        new("task-size", None, "", "", "no longer needed", "不再需要") { State = JobKeyState.Obsolete },
        new("task-filenumbers", None, "", "", "no longer needed", "不再需要") { State = JobKeyState.Obsolete },
        new("round", None, "", "", "no longer needed", "不再需要") { State = JobKeyState.Obsolete },
        new("transfer-error-output", None, "", "", "no longer needed", "不再需要") { State = JobKeyState.Obsolete },
        new("check-error-output", None, "", "", "no longer needed", "不再需要") { State = JobKeyState.Obsolete },
        new("check-md5-output", None, "", "", "no longer needed", "不再需要") { State = JobKeyState.Obsolete },
    ];

    private static readonly FrozenDictionary<string, JobKey> ByName = All.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>The key of this name, spelt exactly; null where there is none.</summary>
    public static JobKey? Find(string name) => ByName.GetValueOrDefault(name);
}
