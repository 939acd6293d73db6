using AwsHardening.Core.Encryption.Keys;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.UnitTests.Engine.Encryption.Message;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Keys;

public sealed class DataKeyCacheTests
{
    private readonly PatientClock _clock = new();

    [Fact]
    public void A_key_is_given_out_as_often_as_allowed_and_then_wiped()
    {
        using var cache = new DataKeyCache(_clock, new DataKeyCacheLimits { MaxUses = 3 });
        var kept = Messages.Materials();
        var first = cache.Keep("id", kept, 1);

        Assert.NotNull(cache.TryGet("id", 1));
        Assert.NotNull(cache.TryGet("id", 1));
        Assert.Null(cache.TryGet("id", 1));
        Assert.Throws<ObjectDisposedException>(() => kept.DataKey.Span.Length);
        Assert.Equal(32, first.DataKey.Span.Length);
    }

    [Fact]
    public void A_key_is_given_out_for_as_many_bytes_as_allowed()
    {
        using var cache = new DataKeyCache(_clock, new DataKeyCacheLimits { MaxBytes = 100 });
        cache.Keep("id", Messages.Materials(), 60);

        Assert.NotNull(cache.TryGet("id", 40));
        Assert.Null(cache.TryGet("id", 1));
        var large = Messages.Materials();
        Assert.Same(large, cache.Keep("large", large, 100));
        Assert.Null(cache.TryGet("large", 0));
    }

    [Fact]
    public void A_key_is_wiped_when_it_is_too_old_whether_or_not_anybody_looks()
    {
        using var cache = new DataKeyCache(_clock, new DataKeyCacheLimits { MaxAge = TimeSpan.FromMinutes(5) });
        var (kept, key) = (Messages.Materials(), new SecretBytes(32));
        cache.Keep("id", kept, 0);
        cache.KeepKey("key", key);
        Assert.NotNull(cache.TryGetKey("key"));

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(0, cache.Count);
        Assert.Throws<ObjectDisposedException>(() => kept.DataKey.Span.Length);
    }

    [Fact]
    public void The_oldest_makes_room_and_the_end_wipes_all()
    {
        var cache = new DataKeyCache(_clock, new DataKeyCacheLimits { MaxEntries = 2 });
        var kept = new[] { Messages.Materials(), Messages.Materials(), Messages.Materials() };
        foreach (var (materials, index) in kept.Select((materials, index) => (materials, index)))
        {
            cache.Keep($"id{index}", materials, 0);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Throws<ObjectDisposedException>(() => kept[0].DataKey.Span.Length);
        Assert.Equal(2, cache.Count);
        cache.Dispose();
        Assert.All(kept, materials => Assert.Throws<ObjectDisposedException>(() => materials.DataKey.Span.Length));
    }

    [Fact]
    public void Different_requests_have_different_ids()
    {
        Assert.NotEqual(DataKeyCache.Id("kms", ["ab", "c"], []), DataKeyCache.Id("kms", ["a", "bc"], []));
        Assert.NotEqual(DataKeyCache.Id("kms", ["a"], [1]), DataKeyCache.Id("kms", ["a"], [2]));
    }
}
