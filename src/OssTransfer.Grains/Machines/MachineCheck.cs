using System.Text.Json;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Machines;

/// <summary>
/// Finds out before a job is stored whether the machines that are to see its directories do, and see the same ones: each living one is asked for a few
/// entries that one of them sees. A silo that is alone has no other to ask.
/// </summary>
internal sealed class MachineCheck(IGrainFactory grains, ClusterMachines machines, ThisMachine machine, GrainsOptions options, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The name of this silo, at which a job is added.</summary>
    public string Here => machine.Name;

    /// <summary>What was found.</summary>
    /// <param name="spec">The job.</param>
    /// <param name="addedOn">Its adding machine; null where that is not known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MachineVerdict> CheckAsync(JobSpec spec, string? addedOn, CancellationToken cancellationToken)
    {
        if (options.IsAlone || (spec.Source.Disk is null && spec.Destination.Disk is null))
        {
            return MachineVerdict.Nothing;
        }

        var meant = JobMachines.Of(spec, addedOn);
        var all = await machines.ReportsAsync(cancellationToken);
        var problems = new List<string>();
        var notes = new List<string>();
        if (spec.Source.Disk is { } source)
        {
            await CheckSideAsync("src-machines", "read this source", source.Path, meant.Source, all, problems, notes, cancellationToken);
        }

        if (spec.Destination.Disk is { } destination)
        {
            await CheckSideAsync("des-machines", "write to this destination", destination.Path, meant.Destination, all, problems, notes, cancellationToken);
        }

        if (problems.Count == 0 && meant.Waiting(spec.JobId, all) is { } waiting)
        {
            problems.Add($"the job {waiting}");
        }

        return new(
            problems,
            notes,
            spec.Source.Disk is null || meant.Source.Has(machine.Name, machine.Address),
            spec.Destination.Disk is null || meant.Destination.Has(machine.Name, machine.Address));
    }

    private async Task CheckSideAsync(
        string key, string does, string path, MachineSet meant, IReadOnlyList<MachineReport> all, List<string> problems, List<string> notes,
        CancellationToken cancellationToken)
    {
        var living = all.Where(candidate => candidate.Alive).ToArray();
        var seeing = living.Where(candidate => meant.Has(candidate.Name, candidate.Address)).OrderBy(candidate => candidate.Name != machine.Name).ToArray();
        problems.AddRange(meant.Names
            .Where(name => !all.Any(candidate => MachineSet.Of(name, null).Has(candidate.Name, candidate.Address)))
            .Select(name =>
                $"{key}: no machine of this cluster is, or lately was, called '{name}'; there are {string.Join(", ", all.Select(candidate => candidate.Name))}"));
        notes.Add(
            $"{seeing.Length} of {living.Length} machines {does}{(seeing.Length == 0 ? "" : ": ")}{string.Join(", ", seeing.Select(candidate => candidate.Name))}");
        if (seeing.Length == 0)
        {
            return;
        }

        var first = await AskAsync(seeing[0].Process, path, [], cancellationToken);
        if (first.Problem is { } problem)
        {
            problems.Add($"{key}: on machine '{seeing[0].Name}' {problem}");
            return;
        }

        if (first.Entries.Count == 0 && seeing.Length > 1)
        {
            notes.Add($"{path} is empty on machine '{seeing[0].Name}': whether the others see the same directory is unknown");
        }

        var names = first.Entries.Select(entry => entry.Name).ToArray();
        var others = await Task.WhenAll(
            seeing.Skip(1).Select(async other => (other.Name, Seen: await AskAsync(other.Process, path, names, cancellationToken))));
        problems.AddRange(others
            .Select(other => (other.Name, Difference: first.DifferenceTo(other.Seen)))
            .Where(other => other.Difference is not null)
            .Select(other => $"{key}: machine '{other.Name}' does not see what '{seeing[0].Name}' sees at {path}: {other.Difference}"));
    }

    private async Task<SeenDirectory> AskAsync(string silo, string path, string[] names, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await grains.GetGrain<IMachineGrain>(silo).ReadDirectoryAsync(path, names).WaitAsync(Timeout, time, cancellationToken);
            return JsonSerializer.Deserialize<SeenDirectory>(answer)!;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new($"it does not answer ({exception.Message})", []);
        }
    }
}
