using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>What a process said and how it ended.</summary>
internal sealed record ProgramResult(int Code, string Out, string Error)
{
    /// <summary>The job that it printed with <c>--json</c>.</summary>
    public JobView Job
    {
        get
        {
            try
            {
                return JsonSerializer.Deserialize(Out, ContractsJson.Default.JobView)!;
            }
            catch (JsonException e)
            {
                // What it printed instead says what went wrong.
                throw new InvalidOperationException(ToString(), e);
            }
        }
    }

    /// <summary>Fails with all that was said where the code is another one.</summary>
    public ProgramResult Expect(int code)
    {
        Assert.True(Code == code, $"code {Code} instead of {code}\n{Out}\n{Error}");
        return this;
    }
}
