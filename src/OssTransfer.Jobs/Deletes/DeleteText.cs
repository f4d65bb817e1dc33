using System.Globalization;
using OssTransfer.Contracts;

namespace OssTransfer.Jobs.Deletes;

/// <summary>Deletes in words.</summary>
public static class DeleteText
{
    /// <summary>Why what vanished at the source stays at the destination, and what to do; null: there is nothing to say.</summary>
    /// <param name="state">What was decided; null: nothing.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="advises">There is a silo that takes the commands which help.</param>
    public static string? Of(DeleteState? state, string jobId, bool advises = true)
    {
        if (state is null || Why(state, jobId, advises) is not { } why)
        {
            return null;
        }

        var objects = state.Found == 1 ? "1 object that vanished at the source stays" : $"{state.Found} objects that vanished at the source stay";
        return $"{objects} at the destination: {why}";
    }

    private static string? Why(DeleteState state, string jobId, bool advises)
    {
        var approve = Advice.Of("deletes", jobId, "--approve", state.Found.ToString(CultureInfo.InvariantCulture));
        var next = advises ? $"; {Advice.Of("deletes", jobId)} lists them, {approve} lets the next pass delete them" : "";
        var taken = advises ? $"; where that is right, {approve} takes it as the source from now on" : "";
        return state.Verdict switch
        {
            DeleteVerdict.IncompleteListing => "the listing was not complete",
            DeleteVerdict.EmptyListing => "the source listed nothing at all, as one does that was emptied or is not mounted; nothing is deleted for that",
            DeleteVerdict.OtherSource =>
                $"the source is another directory or file system than before{taken}",
            DeleteVerdict.FirstListing => "it takes two complete listings in a row; the next pass decides",
            DeleteVerdict.Reported => $"sync-delete is report{next}",
            DeleteVerdict.ChangedPlaces => $"source or destination were changed, and no number was approved since{next}",
            DeleteVerdict.ShortListing => $"that is more than the source still has{next}",
            DeleteVerdict.OverLimit => $"a pass deletes at most {state.Limit} by itself (sync-max-delete){next}",
            _ => null,
        };
    }
}
