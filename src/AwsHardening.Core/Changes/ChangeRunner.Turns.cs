namespace AwsHardening.Core.Changes;

/// <content>
/// Changes of different resources may run at the same time: their calls overlap, the journal has one writer and takes one entry after
/// the other.
/// </content>
internal sealed partial class ChangeRunner
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    // No token: an entry that waits for its turn tells of a call that is made.
    private async Task<T> InTurnAsync<T>(Func<Task<T>> act)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
