BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Enable-SessionManager' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterEach { Disconnect-AwsHardening }

    It 'makes instances reachable that nobody could reach, and can be taken back' {
        $done = Get-ManagedInstance | Enable-SessionManager
        $done.Status | Sort-Object -Unique | Should -BeExactly 'Applied'
        $done.ResourceType | Should -Contain 'AWS::EC2::VPCEndpoint'
        (Get-ManagedInstance).IsManaged | Should -Not -Contain $false
        (Get-Mutation).Operation | Should -Not -Contain 'CreateInternetGateway'
        $null = Undo-HardeningChange -Id (Get-HardeningChange).ChangeId -Confirm:$false -ErrorVariable problem
        $problem | Should -BeNullOrEmpty
        (Get-ManagedInstance).IsManaged | Should -Not -Contain $true
    }

    It 'changes nothing under -WhatIf and with -PlanOnly' {
        $id = (Get-ManagedInstance -Name api).InstanceId
        (Enable-SessionManager $id -WhatIf).Status | Sort-Object -Unique | Should -BeExactly 'WhatIf'
        (Enable-SessionManager $id -PlanOnly).Changes | Should -Not -BeNullOrEmpty
        Get-Mutation | Should -BeNullOrEmpty
        { Enable-SessionManager $id -Confirm } | Should -Throw
    }

    It 'takes itself back unless it is confirmed' {
        $done = Get-ManagedInstance -Name api | Enable-SessionManager -RevertAfter 01:00:00 -WarningAction SilentlyContinue
        Get-PendingRevert | Should -HaveCount 1
        (Confirm-HardeningChange -Id $done[0].ChangeId) | Should -Not -BeNullOrEmpty
        Get-PendingRevert | Should -BeNullOrEmpty
    }

    It 'takes ids by value, and reports one that is not there' {
        (Get-ManagedInstance -Name api).InstanceId | Enable-SessionManager -Confirm:$false | Should -Not -BeNullOrEmpty
        { Enable-SessionManager i-0123456789abcdef0 -ErrorAction Stop } | Should -Throw -ErrorId 'InstanceNotFound*'
        $null = Enable-SessionManager i-0123456789abcdef0 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
    }
}
