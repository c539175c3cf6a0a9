// A night waits until nothing moves in its process: nothing else may.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
