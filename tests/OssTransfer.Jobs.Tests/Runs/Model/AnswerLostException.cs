namespace OssTransfer.Jobs.Tests.Runs.Model;

/// <summary>A call that may or may not have arrived.</summary>
internal sealed class AnswerLostException : Exception;
