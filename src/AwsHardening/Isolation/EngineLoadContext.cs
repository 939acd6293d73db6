using System.Reflection;
using System.Runtime.Loader;

namespace AwsHardening.Isolation;

/// <summary>
/// Where the engine, the service clients and the AWS SDK live, so that another module's versions of the same assemblies
/// and ours never meet. Only the engine's name is answered in the default context; all else is private.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private const string EngineName = "AwsHardening.Core";

    private static readonly object s_gate = new();
    private static EngineLoadContext? s_instance;
    private static int s_imports;

    private readonly string _folder;

    private EngineLoadContext(string folder)
        : base("AwsHardening", isCollectible: false) => _folder = folder;

    /// <summary>Counts one import; the first one starts answering for the engine's name.</summary>
    public static void Enter()
    {
        lock (s_gate)
        {
            if (s_imports++ == 0)
            {
                Default.Resolving += ResolveEngine;
            }
        }
    }

    /// <summary>Counts one removal; the last one stops answering. What is loaded stays loaded: .NET cannot take it back.</summary>
    public static void Leave()
    {
        lock (s_gate)
        {
            if (s_imports > 0 && --s_imports == 0)
            {
                Default.Resolving -= ResolveEngine;
            }
        }
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var records = typeof(SgRule).Assembly;
        if (assemblyName.Name == records.GetName().Name)
        {
            // Both sides must mean the same SgRule.
            return records;
        }

        var path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private static Assembly? ResolveEngine(AssemblyLoadContext context, AssemblyName assemblyName) =>
        assemblyName.Name == EngineName ? Instance().LoadFromAssemblyName(assemblyName) : null;

    private static EngineLoadContext Instance()
    {
        lock (s_gate)
        {
            return s_instance ??= new EngineLoadContext(
                Path.Combine(Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!, "dependencies"));
        }
    }
}
