using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Grains.Service;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Api;

/// <summary>Reading silos.</summary>
internal static class MachineEndpoints
{
    public static void MapMachines(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ApiRoutes.Machines, ListAsync).Says("listMachines", "all silos, or a page of them by name", 400);

    private static async Task<Results<Shown<IReadOnlyList<MachineView>>, Refused>> ListAsync(
        HttpContext http, [FromServices] IJobService service, CancellationToken cancellationToken, int? limit = null, string? after = null)
    {
        var machines = (await service.MachinesAsync(cancellationToken)).Select(ReportViews.From);
        if ((limit, after) is (null, null))
        {
            return Shown([.. machines]);
        }

        if (Paging.Problem(limit) is { } problem)
        {
            return problem;
        }

        if ((after is null ? "" : Paging.NameIn(after)) is not { } from)
        {
            return Paging.Lost();
        }

        var all = machines.Select(machine => (Machine: machine, Name: NameOf(machine))).OrderBy(named => named.Name).ToList();
        var rest = all.Where(named => named.Name > ObjectKey.From(from)).ToList();
        var page = rest.Take(limit ?? Paging.Default).ToList();
        Paging.Total(http, all.Count);
        Paging.Link(http, page.Count < rest.Count ? Paging.Behind(page[^1].Name.ToString()) : null);
        return Shown([.. page.Select(named => named.Machine)]);

        static Shown<IReadOnlyList<MachineView>> Shown(IReadOnlyList<MachineView> machines) => new(machines, ContractsJson.Default.IReadOnlyListMachineView);
    }

    // Several silos may run on one machine.
    private static ObjectKey NameOf(MachineView machine) => ObjectKey.From($"{machine.Name} {machine.Address}");
}
