using System.Runtime.CompilerServices;
using Amazon.Organizations;
using Amazon.Organizations.Model;

namespace AwsHardening.Core.Identity;

/// <summary>The units of an organization, from the roots down.</summary>
internal sealed class OrganizationUnits(IAmazonOrganizations client)
{
    /// <summary>Every root and unit, parents first.</summary>
    public async IAsyncEnumerable<OrganizationUnit> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Queue<OrganizationUnit> open = new();
        string? next = null;
        do
        {
            var answer = await client.ListRootsAsync(new ListRootsRequest { NextToken = next }, cancellationToken);
            foreach (var root in answer.Roots ?? [])
            {
                open.Enqueue(new OrganizationUnit(root.Id, root.Name, root.Name, null));
            }

            next = answer.NextToken;
        }
        while (next is not null);

        while (open.TryDequeue(out var unit))
        {
            yield return unit;
            do
            {
                var answer = await client.ListOrganizationalUnitsForParentAsync(
                    new ListOrganizationalUnitsForParentRequest { ParentId = unit.Id, NextToken = next }, cancellationToken);
                foreach (var child in answer.OrganizationalUnits ?? [])
                {
                    open.Enqueue(new OrganizationUnit(child.Id, child.Name, $"{unit.Path}/{child.Name}", unit));
                }

                next = answer.NextToken;
            }
            while (next is not null);
        }
    }
}

/// <summary>A root or a unit.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its names from the root down.</param>
/// <param name="Parent">What it is in; null for a root.</param>
internal sealed record OrganizationUnit(string Id, string Name, string Path, OrganizationUnit? Parent)
{
    /// <summary>True when it, or what it is in, is one of those meant.</summary>
    public bool IsIn(Func<OrganizationUnit, bool> meant) => meant(this) || (Parent?.IsIn(meant) ?? false);
}
