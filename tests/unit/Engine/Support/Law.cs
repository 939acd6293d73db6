using FsCheck;
using FsCheck.Fluent;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>Checks laws on generated values. A failure's message has the shrunk value and the seed that replays it.</summary>
internal static class Law
{
    public static void Holds<T>(Gen<T> gen, Action<T> law, int cases = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.ForAll(gen.ToArbitrary(), law));
}
