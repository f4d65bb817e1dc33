using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Notices;

/// <summary>The words of notices in a language: the same members in each.</summary>
internal sealed record NoticeWords
{
    public static NoticeWords English { get; } = new()
    {
        FirstPass = "first pass done",
        FirstPassFlawed = "first pass ended, not everything is in order",
        Errors = "a pass ended, not everything is in order",
        Paused = "paused by the system",
        Recovered = "in order again",
        EveryPass = "pass done",
        EveryPassFlawed = "pass ended, not everything is in order",
        FirstCheck = "first comparison done, both sides are the same",
        FirstCheckFlawed = "first comparison done, not everything is in order",
        CheckErrors = "a comparison ended, not everything is in order",
        EveryCheck = "comparison done, both sides are the same",
        EveryCheckFlawed = "comparison ended, not everything is in order",
        MachineLost = "machine {0} is lost",
        Daily = "the last day: {0} jobs",
        Digest = "{0} notices in one",
        Test = "a test",
        TestBody = $"This mail was asked for with {Advice.Of("set", "--mail-test")}. If you read it, mail works.",
        MachineBody = "Machine {0} was taken for dead at {1}. Its work goes on at the others, if there are any.",
        Separator = ": ",
        Job = "job",
        State = "state",
        Run = "run",
        Reason = "reason",
        Listed = "objects listed",
        Transferred = "transferred",
        Skipped = "found equal",
        Excluded = "excluded",
        Gone = "gone meanwhile",
        Failed = "failed",
        Conflict = "conflicts",
        NeedsRestore = "need restoring",
        Differences = "differences after the transfer",
        Same = "the same on both sides",
        Missing = "missing at the destination",
        Different = "different",
        Unreadable = "could not be compared",
        Extra = "only at the destination",
        Findings = "The first of what was found",
        Bytes = "bytes transferred",
        Started = "started",
        Ended = "ended",
        Next = "next pass",
        Failures = "The first of what failed",
        More = "more",
        MoreOf = "and {0} more",
        Merged = "It stands for {0} earlier ones of the same kind.",
        Commands = "Commands are for the machine {0}.",
        Passes = "passes",
    };

    public static NoticeWords Chinese { get; } = new()
    {
        FirstPass = "首次同步完成",
        FirstPassFlawed = "首次同步结束，有问题需要处理",
        Errors = "同步结束，有问题需要处理",
        Paused = "被系统暂停",
        Recovered = "恢复正常",
        EveryPass = "同步完成",
        EveryPassFlawed = "同步结束，有问题需要处理",
        FirstCheck = "首次校验完成，两端一致",
        FirstCheckFlawed = "首次校验完成，有问题需要处理",
        CheckErrors = "校验结束，有问题需要处理",
        EveryCheck = "校验完成，两端一致",
        EveryCheckFlawed = "校验结束，有问题需要处理",
        MachineLost = "机器 {0} 失去联系",
        Daily = "每日汇总：{0} 个任务",
        Digest = "{0} 条通知合并",
        Test = "测试邮件",
        TestBody = $"这封邮件由 {Advice.Of("set", "--mail-test")} 发出。收到即表示邮件设置可用。",
        MachineBody = "机器 {0} 于 {1} 被判定为失去联系。它的工作由其他机器（如果有）继续。",
        Separator = "：",
        Job = "任务",
        State = "状态",
        Run = "第几次同步",
        Reason = "原因",
        Listed = "列出的文件",
        Transferred = "已迁移",
        Skipped = "已相同",
        Excluded = "被过滤",
        Gone = "期间被删除",
        Failed = "失败",
        Conflict = "冲突",
        NeedsRestore = "需先恢复（归档）",
        Differences = "迁移后不一致",
        Same = "两端一致",
        Missing = "目的端缺失",
        Different = "不同",
        Unreadable = "无法比较",
        Extra = "只有目的端才有",
        Findings = "最先发现的问题",
        Bytes = "迁移的字节数",
        Started = "开始",
        Ended = "结束",
        Next = "下次同步",
        Failures = "最先失败的文件",
        More = "详情",
        MoreOf = "以及另外 {0} 条",
        Merged = "它代表了之前 {0} 条同类通知。",
        Commands = "命令在机器 {0} 上执行。",
        Passes = "同步次数",
    };

    public required string FirstPass { get; init; }

    public required string FirstPassFlawed { get; init; }

    public required string Errors { get; init; }

    public required string Paused { get; init; }

    public required string Recovered { get; init; }

    public required string EveryPass { get; init; }

    public required string EveryPassFlawed { get; init; }

    public required string FirstCheck { get; init; }

    public required string FirstCheckFlawed { get; init; }

    public required string CheckErrors { get; init; }

    public required string EveryCheck { get; init; }

    public required string EveryCheckFlawed { get; init; }

    public required string MachineLost { get; init; }

    public required string Daily { get; init; }

    public required string Digest { get; init; }

    public required string Test { get; init; }

    public required string TestBody { get; init; }

    public required string MachineBody { get; init; }

    public required string Separator { get; init; }

    public required string Job { get; init; }

    public required string State { get; init; }

    public required string Run { get; init; }

    public required string Reason { get; init; }

    public required string Listed { get; init; }

    public required string Transferred { get; init; }

    public required string Skipped { get; init; }

    public required string Excluded { get; init; }

    public required string Gone { get; init; }

    public required string Failed { get; init; }

    public required string Conflict { get; init; }

    public required string NeedsRestore { get; init; }

    public required string Differences { get; init; }

    public required string Same { get; init; }

    public required string Missing { get; init; }

    public required string Different { get; init; }

    public required string Unreadable { get; init; }

    public required string Extra { get; init; }

    public required string Findings { get; init; }

    public required string Bytes { get; init; }

    public required string Started { get; init; }

    public required string Ended { get; init; }

    public required string Next { get; init; }

    public required string Failures { get; init; }

    public required string More { get; init; }

    public required string MoreOf { get; init; }

    public required string Merged { get; init; }

    public required string Commands { get; init; }

    public required string Passes { get; init; }

    public static NoticeWords Of(NoticeLanguage language) => language == NoticeLanguage.Chinese ? Chinese : English;
}
